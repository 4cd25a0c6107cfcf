import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useTranslations } from 'use-intl';
import { toast } from '~/lib/toast';
import { ChangedMeanwhile, exceptChanged } from '~/parts/changed/ChangedMeanwhile';
import { FormFailure } from '~/ui/FormFailure';
import { QueryView } from '~/ui/QueryView';
import { Sheet } from '~/ui/Sheet';
import { SubmitButton } from '~/ui/SubmitButton';
import { TextField } from '~/ui/TextField';
import { useForm } from '~/ui/useForm';
import { CATALOGUE_KEY, changeStore, readStore, type Store, storeQuery } from './api';

const CODE_MAX = 40;

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
  code: string;
  opened: string;
  closed: string;
  version: number;
}

const draftOf = (store: Store): Draft => ({
  code: store.code,
  opened: store.opened_on,
  closed: store.closed_on ?? '',
  version: store.version,
});

function StoreForm({ store }: { store: Store }) {
  const t = useTranslations('retail.catalogue');
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(store));
  const change = (wanted: Partial<Draft>) => setDraft({ ...draft, ...wanted });
  const form = useForm<'code' | 'opened_on' | 'closed_on', void, Store>({
    run: () =>
      changeStore(store.id, draft.version, {
        code: draft.code.trim(),
        opened_on: draft.opened,
        closed_on: draft.closed || null,
      }),
    onDone: (saved) => {
      setDraft(draftOf(saved));
      void queries.invalidateQueries({ queryKey: CATALOGUE_KEY });
      toast(t('store.saved', { name: saved.name }));
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
          code: draft.code.trim() === '' ? t('store.codeMissing') : undefined,
          opened_on: draft.opened === '' ? t('store.openedMissing') : undefined,
        });
      }}
    >
      <p className="text-sm text-mute">{t('store.nameHint')}</p>
      <TextField
        isRequired
        label={t('code')}
        value={draft.code}
        onChange={(code) => change({ code })}
        maxLength={CODE_MAX}
        error={form.errorAt('code')}
        autoComplete="off"
        input={{ spellCheck: false }}
      />
      <TextField
        isRequired
        type="date"
        label={t('opened')}
        value={draft.opened}
        onChange={(opened) => change({ opened })}
        error={form.errorAt('opened_on')}
      />
      <TextField
        type="date"
        label={t('closed')}
        value={draft.closed}
        onChange={(closed) => change({ closed })}
        error={form.errorAt('closed_on')}
      />
      <FormFailure failure={exceptChanged(form.failure)} />
      <div className="flex justify-end">
        <SubmitButton form={form}>{t('store.save')}</SubmitButton>
      </div>
      <ChangedMeanwhile
        failure={form.failure}
        read={(signal) => readStore(store.id, signal)}
        compare={(latest) => [
          { label: t('code'), mine: draft.code, theirs: latest.code },
          { label: t('opened'), mine: draft.opened, theirs: latest.opened_on },
          { label: t('closed'), mine: draft.closed, theirs: latest.closed_on ?? '' },
        ]}
        onKeep={({ version }) => change({ version })}
        onTake={(latest) => setDraft(draftOf(latest))}
      />
    </Form>
  );
}
