import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useTranslations } from 'use-intl';
import { FormFailure } from '~/ui/FormFailure';
import { PasswordField } from '~/ui/PasswordField';
import { SubmitButton } from '~/ui/SubmitButton';
import { TextField } from '~/ui/TextField';
import { useForm } from '~/ui/useForm';
import { type SignedIn, signIn } from './api';

interface Props {
  /** Of whom it must be; else it is asked. */
  email?: string;
  onDone: (answer: SignedIn) => void;
}

export function CredentialsForm({ email: known, onDone }: Props) {
  const t = useTranslations('identity.signIn');
  const [email, setEmail] = useState(known ?? '');
  const [password, setPassword] = useState('');
  const form = useForm<'email' | 'password', Parameters<typeof signIn>[0], SignedIn>({
    run: signIn,
    onDone,
  });
  return (
    <Form
      ref={form.ref}
      validationBehavior="aria"
      onSubmit={(event) => {
        event.preventDefault();
        form.submit(
          { email: email.trim(), password },
          {
            email: email.trim() === '' ? t('emailMissing') : undefined,
            password: password === '' ? t('passwordMissing') : undefined,
          },
        );
      }}
      className="flex flex-col gap-4"
    >
      <TextField
        isRequired
        type="email"
        label={t('email')}
        autoFocus={known === undefined}
        isReadOnly={known !== undefined}
        autoComplete="username"
        value={email}
        onChange={setEmail}
        error={form.errorAt('email')}
        input={{ spellCheck: false, autoCapitalize: 'none' }}
      />
      <PasswordField
        label={t('password')}
        autoComplete="current-password"
        autoFocus={known !== undefined}
        value={password}
        onChange={setPassword}
        error={form.errorAt('password')}
        refocus
      />
      <FormFailure
        failure={form.failure}
        {...(form.failure?.kind === 'signedOut' && { title: t('refused') })}
      />
      <SubmitButton form={form} className="h-10">
        {t('submit')}
      </SubmitButton>
    </Form>
  );
}
