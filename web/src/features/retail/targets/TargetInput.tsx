import { Input } from 'react-aria-components/Input';
import { NumberField } from 'react-aria-components/NumberField';

interface Props {
  label: string;
  /** In euros; null where there is none yet. */
  value: number | null;
  onSave: (euros: number) => void;
  /** `back`: the focus goes to the cell. */
  onClose: (back: boolean) => void;
}

const LEAST = 0.01;
const MOST = 1e13;

/** In a cell: Enter keeps what was typed, Escape what was there. */
export function TargetInput({ label, value, onSave, onClose }: Props) {
  return (
    <NumberField
      aria-label={label}
      autoFocus
      defaultValue={value ?? Number.NaN}
      minValue={LEAST}
      maxValue={MOST}
      formatOptions={{ maximumFractionDigits: 2 }}
      isWheelDisabled
      onChange={(typed) => {
        if (!Number.isNaN(typed) && typed !== value) onSave(typed);
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
