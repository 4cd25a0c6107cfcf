import { CircleAlert } from 'lucide-react';
import { FieldError } from 'react-aria-components/FieldError';
import { Input, type InputProps } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextField as AriaTextField, type TextFieldProps } from 'react-aria-components/TextField';
import { cx } from '~/lib/cx';

/** The look of what one types into. */
export const FIELD_INPUT = cx(
  'h-10 w-full min-w-0 rounded-lg border border-edge bg-surface px-3 text-base',
  'transition-colors placeholder:text-mute max-sm:h-12 max-sm:text-[1rem]',
  'hover:border-mute focus:border-accent focus:outline-1 focus:outline-accent',
  'focus:outline-offset-0 data-invalid:border-bad data-invalid:focus:outline-bad',
);

interface Props extends Omit<TextFieldProps, 'className' | 'children' | 'isInvalid'> {
  label: string;
  hint?: string;
  /** The sentence that says what to mend; none when the value is fine. */
  error?: string | undefined;
  input?: Omit<InputProps, 'className'> & {
    ref?: React.Ref<HTMLInputElement>;
    className?: string;
  };
}

export function TextField({ label, hint, error, input, ...rest }: Props) {
  return (
    <AriaTextField
      {...rest}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className="flex flex-col gap-1.5"
    >
      <Label className="text-sm font-medium">{label}</Label>
      <Input {...input} className={cx(FIELD_INPUT, input?.className)} />
      <FieldError className="flex items-start gap-1.5 text-sm text-bad">
        <CircleAlert aria-hidden size={15} className="mt-0.5 shrink-0" />
        <span>{error}</span>
      </FieldError>
      {hint && error === undefined && (
        <Text slot="description" className="text-xs text-mute">
          {hint}
        </Text>
      )}
    </AriaTextField>
  );
}
