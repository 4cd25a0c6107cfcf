import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useTranslations } from 'use-intl';
import type { Me } from '~/api/me';
import { saveMe } from '~/api/session';
import { toast } from '~/lib/toast';
import { FormFailure } from '~/ui/FormFailure';
import { SubmitButton } from '~/ui/SubmitButton';
import { TextField } from '~/ui/TextField';
import { useForm } from '~/ui/useForm';

export function NameForm({ name }: { name: string }) {
  const t = useTranslations('profile.identity');
  const queries = useQueryClient();
  const [typed, setTyped] = useState(name);
  const form = useForm<'name', string, Me>({
    run: (wanted) => saveMe(queries, { name: wanted }),
    onDone: ({ person }) => {
      setTyped(person.name);
      toast(t('saved'));
    },
  });
  return (
    <Form
      ref={form.ref}
      validationBehavior="aria"
      onSubmit={(event) => {
        event.preventDefault();
        const wanted = typed.trim();
        form.submit(wanted, { name: wanted === '' ? t('nameMissing') : undefined });
      }}
      className="flex flex-col gap-3"
    >
      <TextField
        isRequired
        label={t('name')}
        hint={t('nameHint')}
        autoComplete="name"
        value={typed}
        onChange={setTyped}
        error={form.errorAt('name')}
      />
      <FormFailure failure={form.failure} />
      <SubmitButton form={form} className="self-start">
        {t('save')}
      </SubmitButton>
    </Form>
  );
}
