import { useQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useTranslations } from 'use-intl';
import { sentCode } from '~/lib/sentCode';
import { FormFailure } from '~/ui/FormFailure';
import { SubmitButton } from '~/ui/SubmitButton';
import { TextField } from '~/ui/TextField';
import { useForm } from '~/ui/useForm';
import { type FirstPerson, firstRunQuery, makeFirstPerson, type SignedIn } from './api';
import { Entry, IdentityMessages } from './Entry';
import { isOver, LinkOver } from './LinkOver';
import { Outcome } from './Outcome';
import { NewPasswordField } from './password/NewPasswordField';
import { useEntered } from './useEntered';

export function FirstRunPage() {
  const code = sentCode();
  return (
    <IdentityMessages>
      {code === undefined ? <LinkOver kind="firstRun" /> : <FirstRun code={code} />}
    </IdentityMessages>
  );
}

type Field = 'name' | 'email' | 'password';

/** Makes the administrator, without whom nobody else can be invited. */
function FirstRun({ code }: { code: string }) {
  const t = useTranslations('identity.firstRun');
  const { data: state } = useQuery(firstRunQuery);
  const entered = useEntered();
  const [typed, setTyped] = useState<Record<Field, string>>({ name: '', email: '', password: '' });
  const form = useForm<Field, FirstPerson, SignedIn>({
    run: makeFirstPerson,
    onDone: ({ me }) => me && entered(me),
  });
  if (state?.needed === false) {
    return (
      <Outcome icon={CircleCheck} tone="accent" title={t('madeTitle')}>
        {t('made')}
      </Outcome>
    );
  }
  if (isOver(form.failure)) return <LinkOver kind="firstRun" />;
  const field = (name: Field) => ({
    value: typed[name],
    onChange: (value: string) => setTyped({ ...typed, [name]: value }),
    error: form.errorAt(name),
  });
  const missing = (name: Field) => (typed[name].trim() === '' ? t(`missing.${name}`) : undefined);
  return (
    <Entry title={t('title')} lead={t('lead')}>
      <Form
        ref={form.ref}
        validationBehavior="aria"
        onSubmit={(event) => {
          event.preventDefault();
          form.submit(
            { ...typed, name: typed.name.trim(), email: typed.email.trim(), code },
            { name: missing('name'), email: missing('email'), password: missing('password') },
          );
        }}
        className="flex flex-col gap-4"
      >
        <TextField isRequired autoFocus label={t('name')} autoComplete="name" {...field('name')} />
        <TextField
          isRequired
          type="email"
          label={t('email')}
          hint={t('emailHint')}
          autoComplete="username"
          input={{ spellCheck: false, autoCapitalize: 'none' }}
          {...field('email')}
        />
        <NewPasswordField {...field('password')} />
        <FormFailure failure={form.failure} />
        <SubmitButton form={form} className="h-10">
          {t('submit')}
        </SubmitButton>
      </Form>
    </Entry>
  );
}
