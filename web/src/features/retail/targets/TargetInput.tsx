import { Input } from 'react-aria-components/Input';
import { NumberField } from 'react-aria-components/NumberField';

interface Props {
  label: string;
  /** In euros, or a count; null where there is none yet. */
  value: number | null;
  counts: boolean;
  /** Null when it was emptied. */
  onSave: (typed: number | null) => void;
  /** `back`: the focus goes to the cell. */
  onClose: (back: boolean) => void;
}

const EUROS = { least: 0.01, most: 1e13, digits: 2 };
const COUNT = { least: 1, most: 1e9, digits: 0 };

/** In a cell: Enter keeps what was typed, Escape what was there. */
export function TargetInput({ label, value, counts, onSave, onClose }: Props) {
  const { least, most, digits } = counts ? COUNT : EUROS;
  return (
    <NumberField
      aria-label={label}
      autoFocus
      defaultValue={value ?? Number.NaN}
      minValue={least}
      maxValue={most}
      formatOptions={{ maximumFractionDigits: digits }}
      isWheelDisabled
      onChange={(typed) => {
        const meant = Number.isNaN(typed) ? null : typed;
        if (meant !== value) onSave(meant);
      }}
      onBlur={() => onClose(false)}
    >
      <Input
        onFocus={(event) => event.target.select()}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === 'Escape') onClose(true);
          event.stopPropagation();
        }}
        className="num -my-1 -mr-1.5 h-7 w-24 rounded border border-accent bg-surface px-1.5 text-right outline-none max-sm:text-[1rem]"
      />
    </NumberField>
  );
}
