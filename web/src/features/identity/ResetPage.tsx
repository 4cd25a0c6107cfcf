import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useTranslations } from 'use-intl';
import { sentCode } from '~/lib/sentCode';
import { FormFailure } from '~/ui/FormFailure';
import { SubmitButton } from '~/ui/SubmitButton';
import { useForm } from '~/ui/useForm';
import { confirmReset } from './api';
import { Entry, IdentityMessages } from './Entry';
import { isOver, LinkOver } from './LinkOver';
import { Outcome } from './Outcome';
import { NewPasswordField } from './password/NewPasswordField';

export function ResetPage() {
  return (
    <IdentityMessages>
      <Reset />
    </IdentityMessages>
  );
}

function Reset() {
  const t = useTranslations('identity.reset');
  const code = sentCode();
  const [password, setPassword] = useState('');
  const [done, setDone] = useState(false);
  const form = useForm<'password', { code: string; password: string }, void>({
    run: confirmReset,
    onDone: () => setDone(true),
  });
  if (done) {
    return (
      <Outcome icon={CircleCheck} tone="good" title={t('doneTitle')}>
        {t('done')}
      </Outcome>
    );
  }
  if (code === undefined || isOver(form.failure)) return <LinkOver kind="reset" />;
  return (
    <Entry title={t('title')} lead={t('lead')}>
      <Form
        ref={form.ref}
        validationBehavior="aria"
        onSubmit={(event) => {
          event.preventDefault();
          form.submit(
            { code, password },
            { password: password === '' ? t('passwordMissing') : undefined },
          );
        }}
        className="flex flex-col gap-4"
      >
        <NewPasswordField
          autoFocus
          value={password}
          onChange={setPassword}
          error={form.errorAt('password')}
        />
        <FormFailure failure={form.failure} />
        <SubmitButton form={form} className="h-10">
          {t('submit')}
        </SubmitButton>
      </Form>
    </Entry>
  );
}
