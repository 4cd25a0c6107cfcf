import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { CheckboxGroup } from 'react-aria-components/CheckboxGroup';
import { FieldError } from 'react-aria-components/FieldError';
import { Label } from 'react-aria-components/Label';
import { useTranslations } from 'use-intl';
import { toast } from '~/lib/toast';
import { ChangedMeanwhile } from '~/parts/changed/ChangedMeanwhile';
import { FormDialog } from '~/parts/FormDialog';
import { Checkbox } from '~/ui/Checkbox';
import { NumberField } from '~/ui/NumberField';
import { Select } from '~/ui/Select';
import { TextField } from '~/ui/TextField';
import { useForm } from '~/ui/useForm';
import {
  changeKey,
  GATEWAY_KEY,
  type Key,
  type KeyWithSecret,
  makeKey,
  modelsQuery,
  readKey,
} from '../api';
import { toEuros, toMicros } from '../money';
import { useMoney } from '../useMoney';

interface Draft {
  name: string;
  period: Key['period'];
  euros: number;
  low: number;
  /** NaN: without a rate of its own. */
  rate: number;
  /** Null: all of them. */
  models: number[] | null;
}

function draftOf(key: Key | undefined): Draft {
  return {
    name: key?.name ?? '',
    period: key?.period ?? 'month',
    euros: key ? toEuros(key.budget_micros) : 10,
    low: key?.low_percent ?? 20,
    rate: key?.requests_a_minute ?? Number.NaN,
    models: key?.models?.map(({ id }) => id) ?? null,
  };
}

type Field = 'name' | 'budget_micros' | 'low_percent' | 'models';

interface Props {
  /** None: one is made. */
  of?: Key;
  onClose: () => void;
  onDone: (key: Key | KeyWithSecret) => void;
}

export function KeyForm({ of, onClose, onDone }: Props) {
  const t = useTranslations('gateway.keys.form');
  const tKeys = useTranslations('gateway.keys');
  const { money } = useMoney();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(of));
  const [version, setVersion] = useState(of?.version ?? 0);
  const form = useForm<Field, void, Key | KeyWithSecret>({
    run: () => (of ? changeKey({ id: of.id, version }, changed(draft)) : makeKey(made(draft))),
    onDone: (key) => {
      void queries.invalidateQueries({ queryKey: GATEWAY_KEY });
      if (of) toast(tKeys('saved'));
      onDone(key);
    },
  });
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  return (
    <FormDialog
      title={t(of ? 'change' : 'make')}
      action={t(of ? 'changeAction' : 'makeAction')}
      form={form}
      onClose={onClose}
      onSubmit={() =>
        form.submit(undefined, {
          name: draft.name.trim() === '' ? tKeys('nameMissing') : undefined,
          budget_micros: Number.isNaN(draft.euros) ? t('budgetMissing') : undefined,
          low_percent: Number.isNaN(draft.low) ? t('lowMissing') : undefined,
          models: draft.models?.length === 0 ? t('modelsMissing') : undefined,
        })
      }
    >
      <TextField
        isRequired
        autoFocus
        label={tKeys('name')}
        hint={tKeys('nameHint')}
        maxLength={200}
        autoComplete="off"
        value={draft.name}
        onChange={(name) => set({ name })}
        error={form.errorAt('name')}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <NumberField
          label={t('budget')}
          hint={t('budgetHint')}
          minValue={0}
          formatOptions={{ maximumFractionDigits: 6 }}
          value={draft.euros}
          onChange={(euros) => set({ euros })}
          error={form.errorAt('budget_micros')}
        />
        {of === undefined ? (
          <Select
            stacked
            className="self-start"
            label={t('period')}
            value={draft.period}
            onChange={(period) => set({ period })}
            items={(['month', 'total'] as const).map((value) => ({
              value,
              label: t(`periods.${value}`),
            }))}
          />
        ) : (
          <p className="self-center text-sm text-mute">{t(`periods.${of.period}`)}</p>
        )}
        <NumberField
          label={t('low')}
          hint={t('lowHint')}
          minValue={0}
          maxValue={100}
          step={1}
          value={draft.low}
          onChange={(low) => set({ low })}
          error={form.errorAt('low_percent')}
        />
        <NumberField
          label={t('rate')}
          hint={t('rateHint')}
          minValue={1}
          step={1}
          value={draft.rate}
          onChange={(rate) => set({ rate })}
        />
      </div>
      <Opened
        chosen={draft.models}
        error={form.errorAt('models')}
        onChange={(models) => set({ models })}
      />
      {of && (
        <ChangedMeanwhile
          failure={form.failure}
          read={(signal) => readKey(of.id, signal)}
          compare={(latest) => [
            { label: tKeys('name'), mine: draft.name, theirs: latest.name },
            {
              label: tKeys('budget'),
              mine: money(toMicros(draft.euros)),
              theirs: money(latest.budget_micros),
            },
          ]}
          onKeep={(latest) => setVersion(latest.version)}
          onTake={(latest) => {
            setVersion(latest.version);
            setDraft(draftOf(latest));
          }}
        />
      )}
    </FormDialog>
  );
}

interface OpenedProps {
  chosen: number[] | null;
  error: string | undefined;
  onChange: (models: number[] | null) => void;
}

function Opened({ chosen, error, onChange }: OpenedProps) {
  const t = useTranslations('gateway.keys.form');
  const models = useQuery(modelsQuery).data?.models ?? [];
  return (
    <div className="flex flex-col gap-2">
      <Select
        stacked
        label={t('models')}
        value={chosen === null ? 'all' : 'some'}
        onChange={(which) => onChange(which === 'all' ? null : [])}
        items={[
          { value: 'all', label: t('allModels') },
          { value: 'some', label: t('someModels') },
        ]}
      />
      {chosen !== null && (
        <CheckboxGroup
          value={chosen.map(String)}
          onChange={(ids) => onChange(ids.map(Number))}
          isInvalid={error !== undefined}
          validationBehavior="aria"
          className="flex flex-col gap-1"
        >
          <Label className="sr-only">{t('someModels')}</Label>
          <div className="max-h-48 overflow-y-auto rounded-lg border border-line px-3 py-1.5">
            {models.map(({ id, name }) => (
              <Checkbox key={id} value={String(id)}>
                {name}
              </Checkbox>
            ))}
          </div>
          <FieldError className="text-sm text-bad">{error}</FieldError>
        </CheckboxGroup>
      )}
    </div>
  );
}

function common({ name, euros, low }: Draft) {
  return { name: name.trim(), budget_micros: toMicros(euros), low_percent: low };
}

function made(draft: Draft) {
  return {
    ...common(draft),
    period: draft.period,
    ...(draft.models !== null && { models: draft.models }),
    ...(!Number.isNaN(draft.rate) && { requests_a_minute: draft.rate }),
  };
}

function changed(draft: Draft) {
  const { models, rate } = draft;
  const unlimited = Number.isNaN(rate);
  return {
    ...common(draft),
    all_models: models === null,
    ...(models !== null && { models }),
    without_rate: unlimited,
    ...(!unlimited && { requests_a_minute: rate }),
    without_end: false,
  };
}
