import { ChevronDown } from 'lucide-react';
import { useId } from 'react';
import { cx } from '~/lib/cx';

interface Props<Value extends string> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  items: readonly { value: Value; label: string }[];
  /** What is chosen says enough. */
  hideLabel?: boolean;
  /** The label above, as fields of a form have it. */
  stacked?: boolean;
  className?: string;
}

/** The browser's own list: a filter needs no more, and phones do it best. */
export function Select<Value extends string>(props: Props<Value>) {
  const { label, value, onChange, items, hideLabel, stacked, className } = props;
  const id = useId();
  return (
    <div
      className={cx('flex min-w-0', stacked ? 'flex-col gap-1.5' : 'items-center gap-2', className)}
    >
      <label
        htmlFor={id}
        className={cx(
          'text-sm whitespace-nowrap',
          stacked ? 'font-medium' : 'text-mute',
          hideLabel && 'sr-only',
        )}
      >
        {label}
      </label>
      <div className="relative min-w-0 flex-1">
        <select
          id={id}
          value={value}
          onChange={(event) => onChange(event.target.value as Value)}
          className={cx(
            'w-full appearance-none truncate rounded-lg border border-edge bg-surface pr-8',
            'hover:border-mute max-sm:text-[1rem]',
            stacked ? 'h-10 pl-3 max-sm:h-12' : 'h-8 pl-2.5 text-sm font-medium max-sm:h-11',
          )}
        >
          {items.map((item) => (
            <option key={item.value} value={item.value}>
              {item.label}
            </option>
          ))}
        </select>
        <ChevronDown
          aria-hidden
          size={15}
          className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-mute"
        />
      </div>
    </div>
  );
}
