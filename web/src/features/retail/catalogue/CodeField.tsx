import { useTranslations } from 'use-intl';
import { TextField } from '~/ui/TextField';

const CODE_MAX = 40;
/** As the API takes it. */
const CODE = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/;

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
}

/** What other systems call it. */
export function CodeField({ label, value, onChange, error }: Props) {
  const t = useTranslations('retail.catalogue');
  const typed = value.trim();
  const wrong = typed !== '' && !CODE.test(typed) ? t('codeWrong') : undefined;
  return (
    <TextField
      isRequired
      label={label}
      hint={t('codeHint')}
      value={value}
      onChange={onChange}
      maxLength={CODE_MAX}
      error={error ?? wrong}
      autoComplete="off"
      input={{ spellCheck: false }}
    />
  );
}
