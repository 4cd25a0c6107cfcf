import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { NumberField } from 'react-aria-components/NumberField';
import { Text } from 'react-aria-components/Text';

interface Props {
  label: string;
  hint?: string;
  value: number;
  onChange: (value: number) => void;
  least: number;
  most: number;
  step: number;
  format?: Intl.NumberFormatOptions;
}

/** A number on one line with its name. */
export function NumberBox({ label, hint, value, onChange, least, most, step, format }: Props) {
  return (
    <NumberField
      value={value}
      onChange={(typed) => onChange(Number.isNaN(typed) ? 0 : typed)}
      minValue={least}
      maxValue={most}
      step={step}
      {...(format && { formatOptions: format })}
      className="mt-2 flex flex-wrap items-center justify-between gap-x-3"
    >
      <Label className="text-sm text-mute">{label}</Label>
      <Input className="num h-8 w-24 rounded-lg border border-edge bg-surface px-2 text-right text-sm hover:border-mute focus:border-accent focus:outline-1 focus:outline-accent max-sm:h-11 max-sm:text-[1rem]" />
      {hint && (
        <Text slot="description" className="w-full text-xs text-mute">
          {hint}
        </Text>
      )}
    </NumberField>
  );
}
