import { CircleAlert } from 'lucide-react';
import { FieldError } from 'react-aria-components/FieldError';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextArea as AriaTextArea } from 'react-aria-components/TextArea';
import { TextField as AriaTextField, type TextFieldProps } from 'react-aria-components/TextField';
import { cx } from '~/lib/cx';
import { FIELD_INPUT } from './TextField';

interface Props extends Omit<TextFieldProps, 'className' | 'children' | 'isInvalid'> {
  label: string;
  hint?: string;
  /** The sentence that says what to mend; none when the value is fine. */
  error?: string | undefined;
  rows?: number;
}

/** A text of several lines. */
export function TextArea({ label, hint, error, rows = 4, ...rest }: Props) {
  return (
    <AriaTextField
      {...rest}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className="flex flex-col gap-1.5"
    >
      <Label className="text-sm font-medium">{label}</Label>
      <AriaTextArea
        rows={rows}
        className={cx(FIELD_INPUT, 'h-auto resize-y py-2 leading-relaxed max-sm:h-auto')}
      />
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
