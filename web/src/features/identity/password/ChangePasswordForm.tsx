import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useTranslations } from 'use-intl';
import { FormFailure } from '~/ui/FormFailure';
import { PasswordField } from '~/ui/PasswordField';
import { SubmitButton } from '~/ui/SubmitButton';
import { useForm } from '~/ui/useForm';
import { changePassword } from '../api';
import { NewPasswordField } from './NewPasswordField';

interface Props {
  email: string;
  onDone: () => void;
}

interface Typed {
  current: string;
  new: string;
}

const NOTHING: Typed = { current: '', new: '' };

export function ChangePasswordForm({ email, onDone }: Props) {
  const t = useTranslations('identity.change');
  const [typed, setTyped] = useState(NOTHING);
  const form = useForm<keyof Typed, Typed, void>({
    run: changePassword,
    onDone: () => {
      setTyped(NOTHING);
      onDone();
    },
  });
  return (
    <Form
      ref={form.ref}
      validationBehavior="aria"
      onSubmit={(event) => {
        event.preventDefault();
        form.submit(typed, {
          current: typed.current === '' ? t('currentMissing') : undefined,
          new: typed.new === '' ? t('newMissing') : undefined,
        });
      }}
      className="flex flex-col gap-4"
    >
      {/* For password managers, which want to know whose password it is. */}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <PasswordField
        label={t('current')}
        autoComplete="current-password"
        value={typed.current}
        onChange={(value) => setTyped({ ...typed, current: value })}
        error={form.errorAt('current')}
        refocus
      />
      <NewPasswordField
        label={t('new')}
        value={typed.new}
        onChange={(value) => setTyped({ ...typed, new: value })}
        error={form.errorAt('new')}
      />
      <FormFailure
        failure={form.failure}
        {...(form.failure?.kind === 'signedOut' && { title: t('refused') })}
      />
      <SubmitButton form={form} className="self-start">
        {t('submit')}
      </SubmitButton>
    </Form>
  );
}
