import { CircleAlert } from 'lucide-react';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import {
  NumberField as AriaNumberField,
  type NumberFieldProps,
} from 'react-aria-components/NumberField';
import { Text } from 'react-aria-components/Text';
import { cx } from '~/lib/cx';
import { FIELD_INPUT } from './TextField';

interface Props extends Omit<NumberFieldProps, 'className' | 'children' | 'isInvalid'> {
  label: string;
  hint?: string | undefined;
  /** The sentence that says what to mend; none when the value is fine. */
  error?: string | undefined;
  className?: string;
}

/** Else a number is rounded to three digits as soon as the field is left. */
const DIGITS = { maximumFractionDigits: 6 };

/** A number as it is written in the page's language; empty is NaN. A `step` rounds what is typed. */
export function NumberField(props: Props) {
  const { label, hint, error, className, formatOptions = DIGITS, ...rest } = props;
  return (
    <AriaNumberField
      {...rest}
      formatOptions={formatOptions}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className={cx('flex min-w-0 flex-col gap-1.5', className)}
    >
      <Label className="text-sm font-medium">{label}</Label>
      <Input className={cx(FIELD_INPUT, 'num read-only:border-line read-only:bg-raised')} />
      <FieldError className="flex items-start gap-1.5 text-sm text-bad">
        <CircleAlert aria-hidden size={15} className="mt-0.5 shrink-0" />
        <span>{error}</span>
      </FieldError>
      {hint && error === undefined && (
        <Text slot="description" className="text-xs text-mute">
          {hint}
        </Text>
      )}
    </AriaNumberField>
  );
}
