import { useTranslations } from 'use-intl';
import { TextField } from '~/ui/TextField';

interface Props {
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
  /** One of the codes to keep, in the place of one of the app's. */
  recovery?: boolean;
}

/** Six digits of an authenticator app, typed or pasted with whatever spaces it shows. */
export function CodeField({ value, onChange, error, recovery = false }: Props) {
  const t = useTranslations('identity.code');
  return (
    <TextField
      key={String(recovery)}
      isRequired
      autoFocus
      label={t(recovery ? 'recovery' : 'app')}
      hint={t(recovery ? 'recoveryHint' : 'appHint')}
      error={error}
      value={value}
      onChange={onChange}
      maxLength={40}
      inputMode={recovery ? 'text' : 'numeric'}
      autoComplete={recovery ? 'off' : 'one-time-code'}
      input={{
        spellCheck: false,
        autoCapitalize: 'none',
        className: 'num font-mono tracking-[0.2em]',
        ...{ 'data-refocus': '' },
      }}
    />
  );
}

/** As the server reads it: without the spaces that apps show. */
export function plainCode(typed: string): string {
  return typed.replace(/\s+/g, '');
}
