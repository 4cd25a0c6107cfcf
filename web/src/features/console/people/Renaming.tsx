import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useTranslations } from 'use-intl';
import type { Failure } from '~/api/failure';
import { LANGUAGES, type Language } from '~/lib/language';
import { Button } from '~/ui/Button';
import { FormFailure } from '~/ui/FormFailure';
import { Select } from '~/ui/Select';
import { TextField } from '~/ui/TextField';
import { useAction } from '~/ui/useAction';
import { changePerson, PEOPLE_KEY, type Person } from './api';

const NAME_MAX = 120;

/** How somebody is called and written to. The address is theirs, and stays. */
export function Renaming({ person }: { person: Person }) {
  const t = useTranslations('consolePeople.rename');
  const tLanguage = useTranslations('consolePeople.language');
  const [name, setName] = useState(person.name);
  const [language, setLanguage] = useState<Language | ''>(person.language ?? '');
  const [failure, setFailure] = useState<Failure>();
  const save = useAction({
    run: () => changePerson(person.id, { name: name.trim(), language: language || null }),
    done: () => t('saved'),
    refresh: [PEOPLE_KEY],
    onFailure: setFailure,
  });
  const changed = name.trim() !== person.name || (language || null) !== person.language;
  const refused = failure?.facts.fields?.find(({ pointer }) => pointer === '/name')?.detail;
  return (
    <Form
      validationBehavior="aria"
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        setFailure(undefined);
        if (name.trim() !== '') save.mutate(undefined);
      }}
    >
      <TextField
        label={t('name')}
        value={name}
        onChange={setName}
        maxLength={NAME_MAX}
        error={name.trim() === '' ? t('missing') : refused}
        autoComplete="off"
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
      <FormFailure failure={failure} />
      {changed && (
        <Button type="submit" kind="primary" className="self-start" isPending={save.isPending}>
          {t('save')}
        </Button>
      )}
    </Form>
  );
}
