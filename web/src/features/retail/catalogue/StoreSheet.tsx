import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { toast } from '~/lib/toast';
import { ChangedMeanwhile, exceptChanged } from '~/parts/changed/ChangedMeanwhile';
import { DateField } from '~/parts/day/DateField';
import { writeDay } from '~/parts/day/typed';
import { useDayComplaint } from '~/parts/day/useDayWords';
import { FormFailure } from '~/ui/FormFailure';
import { QueryView } from '~/ui/QueryView';
import { Select } from '~/ui/Select';
import { Sheet } from '~/ui/Sheet';
import { SubmitButton } from '~/ui/SubmitButton';
import { TextField } from '~/ui/TextField';
import { useForm } from '~/ui/useForm';
import { RETAIL_KEY } from '../api';
import { indented } from '../ViewBar';
import { changeStore, readStore, type Store, storePlacesQuery, storeQuery } from './api';
import { CodeField } from './CodeField';

const NAME_MAX = 200;

interface Props {
  id: number;
  onClose: () => void;
}

export function StoreSheet({ id, onClose }: Props) {
  const t = useTranslations('retail.catalogue');
  const query = useQuery(storeQuery(id));
  return (
    <Sheet
      isOpen
      onClose={onClose}
      title={query.data?.name ?? t('list.stores')}
      subtitle={query.data?.region?.name}
    >
      <QueryView query={query}>{(store) => <StoreForm store={store} />}</QueryView>
    </Sheet>
  );
}

interface Draft {
  name: string;
  parent: string;
  code: string;
  opened: string;
  closed: string;
  version: number;
}

const draftOf = (store: Store): Draft => ({
  name: store.name,
  parent: String(store.region?.id ?? ''),
  code: store.code,
  opened: store.opened_on,
  closed: store.closed_on ?? '',
  version: store.version,
});

function StoreForm({ store }: { store: Store }) {
  const t = useTranslations('retail.catalogue');
  const queries = useQueryClient();
  const movesPlaces = may(useMe(), 'console.places.manage');
  const { data } = useQuery({ ...storePlacesQuery(), enabled: movesPlaces });
  const above = (data?.places ?? []).filter(({ kind }) => kind !== 'store');
  const [draft, setDraft] = useState(() => draftOf(store));
  const dayComplaint = useDayComplaint();
  const change = (wanted: Partial<Draft>) => setDraft({ ...draft, ...wanted });
  const form = useForm<'name' | 'code' | 'opened_on' | 'closed_on', void, Store>({
    run: () =>
      changeStore(store.id, draft.version, {
        name: draft.name.trim(),
        ...(movesPlaces && { parent_id: Number(draft.parent) || null }),
        code: draft.code.trim(),
        opened_on: draft.opened,
        closed_on: draft.closed || null,
      }),
    onDone: (saved) => {
      setDraft(draftOf(saved));
      void queries.invalidateQueries({ queryKey: RETAIL_KEY });
      toast(t('saved', { name: saved.name }));
    },
  });
  return (
    <Form
      ref={form.ref}
      validationBehavior="aria"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        form.submit(undefined, {
          name: draft.name.trim() === '' ? t('nameMissing') : undefined,
          code: draft.code.trim() === '' ? t('codeMissing') : undefined,
          opened_on: dayComplaint(draft.opened, t('store.openedMissing')),
          closed_on: dayComplaint(draft.closed),
        });
      }}
    >
      <TextField
        isRequired
        label={t('name')}
        value={draft.name}
        onChange={(name) => change({ name })}
        maxLength={NAME_MAX}
        error={form.errorAt('name')}
        autoComplete="off"
      />
      {movesPlaces && above.length > 0 ? (
        <Select
          stacked
          label={t('above')}
          value={draft.parent}
          onChange={(parent) => change({ parent })}
          items={indented(above)}
        />
      ) : (
        <p className="text-sm text-mute">{t('store.moveHint')}</p>
      )}
      <CodeField
        label={t('code')}
        value={draft.code}
        onChange={(code) => change({ code })}
        error={form.errorAt('code')}
      />
      <DateField
        isRequired
        label={t('opened')}
        value={draft.opened}
        onChange={(opened) => change({ opened })}
        error={form.errorAt('opened_on')}
      />
      <DateField
        label={t('closed')}
        value={draft.closed}
        onChange={(closed) => change({ closed })}
        error={form.errorAt('closed_on')}
      />
      <FormFailure failure={exceptChanged(form.failure)} />
      <div className="flex justify-end">
        <SubmitButton form={form}>{t('save')}</SubmitButton>
      </div>
      <ChangedMeanwhile
        failure={form.failure}
        read={(signal) => readStore(store.id, signal)}
        compare={(latest) => [
          { label: t('name'), mine: draft.name, theirs: latest.name },
          {
            label: t('above'),
            mine: above.find(({ id }) => String(id) === draft.parent)?.name ?? '',
            theirs: latest.region?.name ?? '',
          },
          { label: t('code'), mine: draft.code, theirs: latest.code },
          { label: t('opened'), mine: writeDay(draft.opened), theirs: writeDay(latest.opened_on) },
          {
            label: t('closed'),
            mine: writeDay(draft.closed),
            theirs: writeDay(latest.closed_on ?? ''),
          },
        ]}
        onKeep={({ version }) => change({ version })}
        onTake={(latest) => setDraft(draftOf(latest))}
      />
    </Form>
  );
}
