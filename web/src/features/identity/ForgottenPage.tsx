import { Link } from '@tanstack/react-router';
import { MailCheck } from 'lucide-react';
import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useTranslations } from 'use-intl';
import { FormFailure } from '~/ui/FormFailure';
import { SubmitButton } from '~/ui/SubmitButton';
import { TextField } from '~/ui/TextField';
import { useForm } from '~/ui/useForm';
import { requestReset } from './api';
import { Entry, IdentityMessages } from './Entry';
import { Outcome } from './Outcome';
import { textLink } from './textLink';

export function ForgottenPage() {
  return (
    <IdentityMessages>
      <Forgotten />
    </IdentityMessages>
  );
}

function Forgotten() {
  const t = useTranslations('identity.forgotten');
  const [email, setEmail] = useState('');
  const [sentTo, setSentTo] = useState<string>();
  const form = useForm<'email', string, void>({
    run: requestReset,
    onDone: (_, address) => setSentTo(address),
  });
  if (sentTo !== undefined) {
    return (
      <Outcome icon={MailCheck} tone="good" title={t('sentTitle')}>
        <p>{t('sent', { email: sentTo })}</p>
        <p className="mt-2">{t('sentHint')}</p>
      </Outcome>
    );
  }
  return (
    <Entry title={t('title')} lead={t('lead')}>
      <Form
        ref={form.ref}
        validationBehavior="aria"
        onSubmit={(event) => {
          event.preventDefault();
          const address = email.trim();
          form.submit(address, { email: address === '' ? t('emailMissing') : undefined });
        }}
        className="flex flex-col gap-4"
      >
        <TextField
          isRequired
          autoFocus
          type="email"
          label={t('email')}
          autoComplete="username"
          value={email}
          onChange={setEmail}
          error={form.errorAt('email')}
          input={{ spellCheck: false, autoCapitalize: 'none' }}
        />
        <FormFailure failure={form.failure} />
        <SubmitButton form={form} className="h-10">
          {t('submit')}
        </SubmitButton>
      </Form>
      <p className="mt-3 text-center">
        <Link to="/sign-in" className={textLink}>
          {t('back')}
        </Link>
      </p>
    </Entry>
  );
}
