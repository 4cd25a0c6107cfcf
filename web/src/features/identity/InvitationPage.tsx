import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useTranslations } from 'use-intl';
import { asFailure } from '~/api/failure';
import { sentCode } from '~/lib/sentCode';
import { FailureState } from '~/ui/FailureState';
import { FormFailure } from '~/ui/FormFailure';
import { Skeleton } from '~/ui/Skeleton';
import { SubmitButton } from '~/ui/SubmitButton';
import { TextField } from '~/ui/TextField';
import { useForm } from '~/ui/useForm';
import { acceptInvitation, type Invitation, invitationQuery, type SignedIn } from './api';
import { Entry, IdentityMessages } from './Entry';
import { isOver, LinkOver } from './LinkOver';
import { NewPasswordField } from './password/NewPasswordField';
import { useEntered } from './useEntered';

export function InvitationPage() {
  const code = sentCode();
  return (
    <IdentityMessages>
      {code === undefined ? <LinkOver kind="invitation" /> : <Looked code={code} />}
    </IdentityMessages>
  );
}

function Looked({ code }: { code: string }) {
  const { data, error, refetch } = useQuery(invitationQuery(code));
  if (data) return <Accept code={code} invitation={data} />;
  if (error === null) return <Skeleton className="h-96 w-full rounded-xl" />;
  const failure = asFailure(error);
  if (isOver(failure)) return <LinkOver kind="invitation" />;
  return (
    <div className="card">
      <FailureState failure={failure} onRetry={() => void refetch()} />
    </div>
  );
}

function Accept({ code, invitation }: { code: string; invitation: Invitation }) {
  const t = useTranslations('identity.invitation');
  const { email, name, organisation } = invitation;
  const entered = useEntered();
  const [password, setPassword] = useState('');
  const form = useForm<'password', { code: string; password: string }, SignedIn>({
    run: acceptInvitation,
    onDone: ({ me }) => me && entered(me),
  });
  if (isOver(form.failure)) return <LinkOver kind="invitation" />;
  return (
    <Entry title={t('title', { name })} lead={t('lead', { organisation })}>
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
        <TextField
          isReadOnly
          type="email"
          label={t('email')}
          autoComplete="username"
          value={email}
        />
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
