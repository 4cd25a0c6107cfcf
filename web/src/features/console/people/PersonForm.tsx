import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useTranslations } from 'use-intl';
import { LANGUAGES, type Language } from '~/lib/language';
import { Dialog } from '~/ui/Dialog';
import { FormFailure } from '~/ui/FormFailure';
import { Select } from '~/ui/Select';
import { SubmitButton } from '~/ui/SubmitButton';
import { TextField } from '~/ui/TextField';
import { useForm } from '~/ui/useForm';
import { addPerson, PEOPLE_KEY, type Person, type RoleDraft } from './api';
import { RoleEditor } from './RoleEditor';

const NAME_MAX = 120;
const EMAIL_MAX = 254;

interface Props {
  onClose: () => void;
  onAdded: (person: Person) => void;
}

/** Somebody new: an invitation is mailed, and the password is chosen by whoever receives it. */
export function PersonForm({ onClose, onAdded }: Props) {
  const t = useTranslations('consolePeople.add');
  const tLanguage = useTranslations('consolePeople.language');
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [language, setLanguage] = useState<Language | ''>('');
  const [roles, setRoles] = useState<RoleDraft[]>([{ role: 'employee', place_id: null }]);
  const form = useForm<'name' | 'email', Parameters<typeof addPerson>[0], Person>({
    run: addPerson,
    onDone: (person) => {
      void queries.invalidateQueries({ queryKey: PEOPLE_KEY });
      onAdded(person);
    },
  });
  return (
    <Dialog title={t('title')} isOpen onClose={onClose}>
      <Form
        ref={form.ref}
        validationBehavior="aria"
        className="flex min-h-0 flex-col"
        onSubmit={(event) => {
          event.preventDefault();
          form.submit(
            { name: name.trim(), email: email.trim(), language: language || null, roles },
            {
              name: name.trim() === '' ? t('nameMissing') : undefined,
              email: email.trim() === '' ? t('emailMissing') : undefined,
            },
          );
        }}
      >
        <div className="flex min-h-0 flex-col gap-4 overflow-y-auto px-4 py-4">
          <TextField
            autoFocus
            isRequired
            label={t('name')}
            value={name}
            onChange={setName}
            maxLength={NAME_MAX}
            error={form.errorAt('name')}
            autoComplete="off"
          />
          <TextField
            isRequired
            type="email"
            label={t('email')}
            hint={t('emailHint')}
            value={email}
            onChange={setEmail}
            maxLength={EMAIL_MAX}
            error={form.errorAt('email')}
            autoComplete="off"
            input={{ spellCheck: false }}
          />
          <Select
            label={t('language')}
            value={language}
            onChange={setLanguage}
            items={[
              { value: '', label: tLanguage('standard') },
              ...LANGUAGES.map((value) => ({ value, label: tLanguage(value) })),
            ]}
          />
          <RoleEditor roles={roles} onChange={setRoles} />
          <FormFailure failure={form.failure} />
        </div>
        <div className="flex justify-end border-t border-line bg-raised px-4 py-3">
          <SubmitButton form={form}>{t('send')}</SubmitButton>
        </div>
      </Form>
    </Dialog>
  );
}
