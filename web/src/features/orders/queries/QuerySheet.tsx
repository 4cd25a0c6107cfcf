import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useTranslations } from 'use-intl';
import { toast } from '~/lib/toast';
import { ChangedMeanwhile, exceptChanged } from '~/parts/changed/ChangedMeanwhile';
import { Button } from '~/ui/Button';
import { FormFailure } from '~/ui/FormFailure';
import { Select } from '~/ui/Select';
import { Sheet } from '~/ui/Sheet';
import { TextArea } from '~/ui/TextArea';
import { TextField } from '~/ui/TextField';
import { useForm } from '~/ui/useForm';
import {
  addQuery,
  QUERIES_KEY,
  type QueryDraft,
  readQuery,
  replaceQuery,
  type SavedQuery,
  sourcesQuery,
} from './api';
import { OpenTables } from './OpenTables';
import { ParameterTypes } from './ParameterTypes';
import { parametersIn } from './parameters';
import { useVerdict, Verdict } from './Verdict';

interface Props {
  /** None: a new one. */
  of?: SavedQuery;
  onClose: () => void;
  onDone: (query: SavedQuery) => void;
}

function draftOf(of: SavedQuery | undefined): QueryDraft {
  const { name = '', description = '', source = '', sql = '', parameters = [] } = of ?? {};
  return { name, description, source, sql, parameters };
}

/** Writes a query or changes it: the guard judges what is typed, and only what it allows is kept. */
export function QuerySheet({ of, onClose, onDone }: Props) {
  const t = useTranslations('ordersQueries');
  const queries = useQueryClient();
  const sources = useQuery(sourcesQuery).data?.sources ?? [];
  const [typed, setDraft] = useState(() => draftOf(of));
  const [version, setVersion] = useState(of?.version ?? 0);
  const draft = { ...typed, source: typed.source || (sources[0]?.name ?? '') };
  const set = (change: Partial<QueryDraft>) => setDraft({ ...draft, ...change });
  const setSql = (sql: string) => set({ sql, parameters: parametersIn(sql, draft.parameters) });
  const verdict = useVerdict(draft);
  const form = useForm<'name' | 'sql', void, SavedQuery>({
    run: () => {
      const body = {
        ...draft,
        name: draft.name.trim(),
        description: draft.description?.trim() || null,
      };
      return of ? replaceQuery({ id: of.id, version }, body) : addQuery(body);
    },
    onDone: (query) => {
      void queries.invalidateQueries({ queryKey: QUERIES_KEY });
      toast(t(of ? 'saved' : 'made'));
      onDone(query);
    },
  });
  const submit = () =>
    form.submit(undefined, {
      name: draft.name.trim() === '' ? t('nameMissing') : undefined,
      sql: draft.sql.trim() === '' ? t('sqlMissing') : undefined,
    });
  return (
    <Sheet
      isOpen
      onClose={onClose}
      title={of ? t('changeTitle') : t('make')}
      actions={
        <Button
          kind="primary"
          isPending={form.pending}
          isDisabled={verdict.checked?.allowed === false}
          onPress={submit}
        >
          {t('save')}
        </Button>
      }
    >
      <Form
        ref={form.ref}
        validationBehavior="aria"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextField
          isRequired
          autoFocus
          label={t('name')}
          maxLength={200}
          autoComplete="off"
          value={draft.name}
          onChange={(name) => set({ name })}
          error={form.errorAt('name')}
        />
        <TextField
          label={t('about')}
          maxLength={500}
          autoComplete="off"
          value={draft.description ?? ''}
          onChange={(description) => set({ description })}
        />
        {sources.length > 1 && (
          <Select
            stacked
            label={t('source')}
            value={draft.source}
            onChange={(source) => set({ source })}
            items={sources.map(({ name }) => ({ value: name, label: name }))}
          />
        )}
        <div className="[&_textarea]:font-mono [&_textarea]:text-sm">
          <TextArea
            isRequired
            label={t('sql')}
            hint={t('sqlHint')}
            rows={8}
            value={draft.sql}
            onChange={setSql}
            error={form.errorAt('sql')}
          />
        </div>
        <ParameterTypes
          parameters={draft.parameters}
          onChange={(parameters) => set({ parameters })}
        />
        <Verdict of={verdict} />
        <FormFailure failure={exceptChanged(form.failure)} />
        <OpenTables of={sources.find(({ name }) => name === draft.source)} />
      </Form>
      {of && (
        <ChangedMeanwhile
          failure={form.failure}
          read={(signal) => readQuery(of.id, signal)}
          compare={(latest) => [
            { label: t('name'), mine: draft.name, theirs: latest.name },
            { label: t('sql'), mine: draft.sql, theirs: latest.sql },
          ]}
          onKeep={(latest) => setVersion(latest.version)}
          onTake={(latest) => {
            setVersion(latest.version);
            setDraft(draftOf(latest));
          }}
        />
      )}
    </Sheet>
  );
}
