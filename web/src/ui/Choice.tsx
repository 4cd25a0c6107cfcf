import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import { cx } from '~/lib/cx';

interface Props<Value extends string> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  items: readonly { value: Value; label: string; count?: number | undefined }[];
}

/** Above its word on a phone, where a row holds the words alone. */
const COUNT = cx(
  'num text-xs text-mute',
  'max-sm:absolute max-sm:top-0.5 max-sm:right-1 max-sm:text-[11px] max-sm:leading-3',
);

/** One choice among a few, in words, with how much each would show. */
export function Choice<Value extends string>({ label, value, onChange, items }: Props<Value>) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={([chosen]) => onChange(chosen as Value)}
      className="inline-flex max-w-full flex-wrap rounded-lg border border-line bg-bg p-0.5"
    >
      {items.map((item) => (
        <ToggleButton
          key={item.value}
          id={item.value}
          className={cx(
            'relative flex h-7 items-center gap-1.5 rounded-md px-2.5 text-sm whitespace-nowrap text-mute',
            'transition-colors hover:text-ink max-sm:h-10 data-selected:bg-surface',
            'data-selected:font-medium data-selected:text-ink data-selected:shadow-card',
            'data-selected:ring-1 data-selected:ring-line forced-colors:data-selected:outline-2',
          )}
        >
          {item.label}
          {item.count !== undefined && <span className={COUNT}>{item.count}</span>}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
