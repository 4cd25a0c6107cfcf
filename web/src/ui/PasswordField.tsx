import { CircleAlert, Eye, EyeOff } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { TextField } from 'react-aria-components/TextField';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { useTranslations } from 'use-intl';
import { FIELD_INPUT } from './TextField';

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  autoComplete: 'current-password' | 'new-password';
  error?: string | undefined;
  autoFocus?: boolean;
  /** Takes the focus when the form was refused as a whole. */
  refocus?: boolean;
  /** Below the field: how strong it is. */
  children?: ReactNode;
}

/** A password, which may be pasted and can be looked at. */
export function PasswordField(props: Props) {
  const t = useTranslations('ui.password');
  const [shown, setShown] = useState(false);
  const { label, error, refocus, children, ...rest } = props;
  const Icon = shown ? EyeOff : Eye;
  return (
    <TextField
      {...rest}
      isRequired
      type={shown ? 'text' : 'password'}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className="flex flex-col gap-1.5"
    >
      <Label className="text-sm font-medium">{label}</Label>
      <div className="relative">
        <Input
          className={`${FIELD_INPUT} pr-11`}
          spellCheck={false}
          autoCapitalize="none"
          {...(refocus && { 'data-refocus': '' })}
        />
        <ToggleButton
          aria-label={t('show')}
          isSelected={shown}
          onChange={setShown}
          className="absolute inset-y-1 right-1 grid aspect-square place-items-center rounded-md text-mute hover:bg-raised hover:text-ink"
        >
          <Icon aria-hidden size={17} strokeWidth={1.8} />
        </ToggleButton>
      </div>
      <FieldError className="flex items-start gap-1.5 text-sm text-bad">
        <CircleAlert aria-hidden size={15} className="mt-0.5 shrink-0" />
        <span>{error}</span>
      </FieldError>
      {children}
    </TextField>
  );
}
