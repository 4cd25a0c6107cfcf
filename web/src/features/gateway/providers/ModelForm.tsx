import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { toast } from '~/lib/toast';
import { ChangedMeanwhile } from '~/parts/changed/ChangedMeanwhile';
import { FormDialog } from '~/parts/FormDialog';
import { Button } from '~/ui/Button';
import { ConfirmDialog } from '~/ui/ConfirmDialog';
import { NumberField } from '~/ui/NumberField';
import { Select } from '~/ui/Select';
import { Switch } from '~/ui/Switch';
import { TextField } from '~/ui/TextField';
import { useAction } from '~/ui/useAction';
import { useForm } from '~/ui/useForm';
import {
  addModel,
  changeModel,
  GATEWAY_KEY,
  type Model,
  type Provider,
  readModel,
  removeModel,
} from '../api';
import { toEuros, toMicros } from '../money';
import { useMoney } from '../useMoney';

const NONE = '';
const NAME = /^[A-Za-z0-9][A-Za-z0-9._:/@-]*$/;

interface Draft {
  name: string;
  provider: string;
  upstream: string;
  priceIn: number;
  priceOut: number;
  context: number;
  most: number;
  fallback: string;
  enabled: boolean;
}

type Field =
  | 'name'
  | 'upstream'
  | 'price_in_micros'
  | 'price_out_micros'
  | 'context_tokens'
  | 'max_output_tokens';

function draftOf(of: Model | undefined, providers: readonly Provider[]): Draft {
  return {
    name: of?.name ?? '',
    provider: String(of?.provider.id ?? providers[0]?.id ?? NONE),
    upstream: of?.upstream ?? '',
    priceIn: of ? toEuros(of.price_in_micros) : 0,
    priceOut: of ? toEuros(of.price_out_micros) : 0,
    context: of?.context_tokens ?? 32_768,
    most: of?.max_output_tokens ?? 4_096,
    fallback: String(of?.fallback?.id ?? NONE),
    enabled: of?.enabled ?? true,
  };
}

function sent(draft: Draft) {
  return {
    name: draft.name.trim(),
    provider_id: Number(draft.provider),
    upstream: draft.upstream.trim(),
    price_in_micros: toMicros(draft.priceIn),
    price_out_micros: toMicros(draft.priceOut),
    context_tokens: draft.context,
    max_output_tokens: draft.most,
    ...(draft.fallback !== NONE && { fallback_id: Number(draft.fallback) }),
    enabled: draft.enabled,
  };
}

interface Props {
  /** None: one is added. */
  of?: Model;
  providers: readonly Provider[];
  models: readonly Model[];
  onClose: () => void;
}

export function ModelForm({ of, providers, models, onClose }: Props) {
  const t = useTranslations('gateway.models.form');
  const tModels = useTranslations('gateway.models');
  const { price } = useMoney();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(of, providers));
  const [version, setVersion] = useState(of?.version ?? 0);
  const [removing, setRemoving] = useState(false);
  const form = useForm<Field, void, Model>({
    run: () =>
      of
        ? changeModel(
            { id: of.id, version },
            { ...sent(draft), without_fallback: draft.fallback === NONE },
          )
        : addModel(sent(draft)),
    onDone: () => {
      void queries.invalidateQueries({ queryKey: GATEWAY_KEY });
      toast(tModels('saved'));
      onClose();
    },
  });
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const missing = (value: number) => (Number.isNaN(value) ? t('numberMissing') : undefined);
  const numbers = [
    ['priceIn', 'price_in_micros', 0],
    ['priceOut', 'price_out_micros', 0],
    ['context', 'context_tokens', 1],
    ['most', 'max_output_tokens', 1],
  ] as const;
  return (
    <>
      <FormDialog
        title={t(of ? 'change' : 'add')}
        action={t('action')}
        form={form}
        onClose={onClose}
        onSubmit={() =>
          form.submit(undefined, {
            name: NAME.test(draft.name.trim()) ? undefined : t('nameMissing'),
            upstream: NAME.test(draft.upstream.trim()) ? undefined : t('nameMissing'),
            ...Object.fromEntries(numbers.map(([name, field]) => [field, missing(draft[name])])),
          })
        }
      >
        <TextField
          isRequired
          autoFocus
          label={t('name')}
          maxLength={100}
          autoComplete="off"
          value={draft.name}
          onChange={(name) => set({ name })}
          error={form.errorAt('name')}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <Select
            stacked
            label={tModels('provider')}
            value={draft.provider}
            onChange={(provider) => set({ provider })}
            items={providers.map(({ id, name }) => ({ value: String(id), label: name }))}
          />
          <TextField
            isRequired
            label={t('upstream')}
            maxLength={100}
            autoComplete="off"
            value={draft.upstream}
            onChange={(upstream) => set({ upstream })}
            error={form.errorAt('upstream')}
          />
          {numbers.map(([name, field, least]) => (
            <NumberField
              key={name}
              label={t(name)}
              hint={name === 'most' ? t('mostHint') : undefined}
              minValue={least}
              formatOptions={{ maximumFractionDigits: least === 0 ? 6 : 0 }}
              value={draft[name]}
              onChange={(value) => set({ [name]: value })}
              error={form.errorAt(field)}
            />
          ))}
        </div>
        <Select
          stacked
          label={t('fallback')}
          value={draft.fallback}
          onChange={(fallback) => set({ fallback })}
          items={[
            { value: NONE, label: t('none') },
            ...models
              .filter(({ id, fallback }) => id !== of?.id && fallback === null)
              .map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
        />
        <p className="-mt-3 text-xs text-mute">{t('fallbackHint')}</p>
        <Switch isSelected={draft.enabled} onChange={(enabled) => set({ enabled })}>
          {t('enabled')}
        </Switch>
        {of && (
          <Button className="self-start" onPress={() => setRemoving(true)}>
            {tModels('remove')}
          </Button>
        )}
      </FormDialog>
      {of && (
        <ChangedMeanwhile
          failure={form.failure}
          read={(signal) => readModel(of.id, signal)}
          compare={(latest) => [
            { label: t('name'), mine: draft.name, theirs: latest.name },
            { label: t('upstream'), mine: draft.upstream, theirs: latest.upstream },
            {
              label: t('priceIn'),
              mine: price(toMicros(draft.priceIn)),
              theirs: price(latest.price_in_micros),
            },
            {
              label: t('priceOut'),
              mine: price(toMicros(draft.priceOut)),
              theirs: price(latest.price_out_micros),
            },
          ]}
          onKeep={(latest) => setVersion(latest.version)}
          onTake={(latest) => {
            setVersion(latest.version);
            setDraft(draftOf(latest, providers));
          }}
        />
      )}
      {of && removing && <Remove of={of} onClose={() => setRemoving(false)} onRemoved={onClose} />}
    </>
  );
}

interface RemoveProps {
  of: Model;
  onClose: () => void;
  onRemoved: () => void;
}

function Remove({ of, onClose, onRemoved }: RemoveProps) {
  const t = useTranslations('gateway.models');
  const remove = useAction({
    run: () => removeModel(of),
    done: () => t('removed'),
    refresh: [GATEWAY_KEY],
    onDone: onRemoved,
  });
  return (
    <ConfirmDialog
      isOpen
      danger
      title={t('removeTitle', { name: of.name })}
      action={t('remove')}
      pending={remove.isPending}
      onConfirm={() => remove.mutate(undefined)}
      onClose={onClose}
    >
      {t('removeText')}
    </ConfirmDialog>
  );
}
