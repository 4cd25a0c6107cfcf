import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { toast } from '~/lib/toast';
import { DateField } from '~/parts/day/DateField';
import { useDayComplaint } from '~/parts/day/useDayWords';
import { FormDialog } from '~/parts/FormDialog';
import { QueryView } from '~/ui/QueryView';
import { Select } from '~/ui/Select';
import { TextField } from '~/ui/TextField';
import { useForm } from '~/ui/useForm';
import { RETAIL_KEY } from '../api';
import { indented } from '../ViewBar';
import { addStore, type Store, type StorePlace, storePlacesQuery } from './api';
import { CodeField } from './CodeField';

const NAME_MAX = 200;
const NEW = 'new';

interface Props {
  onDone: (store: Store) => void;
  onClose: () => void;
}

export function NewStore(props: Props) {
  const query = useQuery(storePlacesQuery());
  return (
    <QueryView query={query} skeleton={null}>
      {({ places }) => <NewStoreForm {...props} places={places} />}
    </QueryView>
  );
}

/** A new place below another one, or a place of the tree that is no store yet. */
function NewStoreForm({ places, onDone, onClose }: Props & { places: readonly StorePlace[] }) {
  const t = useTranslations('retail.catalogue');
  const queries = useQueryClient();
  const free = places.filter(({ kind, is_store: isStore }) => kind === 'store' && !isStore);
  const above = places.filter(({ kind }) => kind !== 'store');
  const usual = places.find(({ is_store: isStore }) => isStore)?.parent_id;
  const [site, setSite] = useState(NEW);
  const [name, setName] = useState('');
  const [parent, setParent] = useState(String(usual ?? above[0]?.id ?? ''));
  const [code, setCode] = useState('');
  const [opened, setOpened] = useState('');
  const dayComplaint = useDayComplaint();
  const isNew = site === NEW;
  const form = useForm<'name' | 'place_id' | 'code' | 'opened_on', void, Store>({
    run: () =>
      addStore({
        place_id: Number(isNew ? parent : site),
        name: isNew ? name.trim() : null,
        code: code.trim(),
        opened_on: opened,
      }),
    onDone: (made) => {
      void queries.invalidateQueries({ queryKey: RETAIL_KEY });
      toast(t('saved', { name: made.name }));
      onDone(made);
    },
  });
  return (
    <FormDialog
      title={t('newStore')}
      action={t('save')}
      form={form}
      onClose={onClose}
      onSubmit={() =>
        form.submit(undefined, {
          name: isNew && name.trim() === '' ? t('nameMissing') : undefined,
          code: code.trim() === '' ? t('codeMissing') : undefined,
          opened_on: dayComplaint(opened, t('store.openedMissing')),
        })
      }
    >
      {free.length > 0 && (
        <Select
          stacked
          label={t('store.site')}
          value={site}
          onChange={setSite}
          items={[
            { value: NEW, label: t('store.newSite') },
            ...free.map(({ id, name: called }) => ({ value: String(id), label: called })),
          ]}
        />
      )}
      {isNew && (
        <>
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
          <Select
            stacked
            label={t('above')}
            value={parent}
            onChange={setParent}
            items={indented(above)}
          />
        </>
      )}
      <CodeField label={t('code')} value={code} onChange={setCode} error={form.errorAt('code')} />
      <DateField
        isRequired
        label={t('opened')}
        value={opened}
        onChange={setOpened}
        error={form.errorAt('opened_on')}
      />
    </FormDialog>
  );
}
