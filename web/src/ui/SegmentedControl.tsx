import type { LucideIcon } from 'lucide-react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import { cx } from '~/lib/cx';

interface Props<Value extends string> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  items: readonly { value: Value; label: string; icon: LucideIcon }[];
}

/** One choice among a few, as icons; each has its name for screen readers and as a tooltip. */
export function SegmentedControl<Value extends string>(props: Props<Value>) {
  const { label, value, onChange, items } = props;
  return (
    <ToggleButtonGroup
      aria-label={label}
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={([chosen]) => onChange(chosen as Value)}
      className={cx(
        'inline-flex rounded-lg border border-line bg-bg p-0.5',
        'max-sm:border-transparent max-sm:bg-transparent max-sm:p-0',
      )}
    >
      {items.map((item) => (
        <ToggleButton
          key={item.value}
          id={item.value}
          aria-label={item.label}
          className={cx(
            'grid h-7 w-8 place-items-center rounded-md text-mute hover:text-ink',
            'data-selected:bg-surface data-selected:text-ink data-selected:shadow-card',
            'data-selected:ring-1 data-selected:ring-line max-sm:size-11 max-sm:data-selected:bg-raised',
            'max-sm:data-selected:shadow-none max-sm:data-selected:ring-0',
            'forced-colors:data-selected:outline-2',
          )}
        >
          <item.icon aria-hidden size={15} strokeWidth={1.9} />
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
