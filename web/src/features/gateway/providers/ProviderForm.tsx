import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { toast } from '~/lib/toast';
import { ChangedMeanwhile } from '~/parts/changed/ChangedMeanwhile';
import { FormDialog } from '~/parts/FormDialog';
import { Button } from '~/ui/Button';
import { ConfirmDialog } from '~/ui/ConfirmDialog';
import { Select } from '~/ui/Select';
import { Switch } from '~/ui/Switch';
import { TextField } from '~/ui/TextField';
import { useAction } from '~/ui/useAction';
import { useForm } from '~/ui/useForm';
import {
  addProvider,
  changeProvider,
  GATEWAY_KEY,
  type Provider,
  type ProviderDraft,
  readProvider,
  removeProvider,
} from '../api';

type Kind = ProviderDraft['kind'];

const KINDS = ['ollama', 'groq', 'openai'] as const satisfies Kind[];
const USUAL: Record<Kind, string> = {
  ollama: 'http://127.0.0.1:11434/v1',
  groq: 'https://api.groq.com/openai/v1',
  openai: 'https://api.openai.com/v1',
};

interface Draft {
  name: string;
  kind: Kind;
  url: string;
  secret: string;
  enabled: boolean;
}

function draftOf(of: Provider | undefined): Draft {
  const kind = KINDS.find((each) => each === of?.kind) ?? 'ollama';
  return {
    name: of?.name ?? '',
    kind,
    url: of?.base_url ?? USUAL[kind],
    secret: '',
    enabled: of?.enabled ?? true,
  };
}

interface Props {
  /** None: one is added. */
  of?: Provider;
  onClose: () => void;
}

export function ProviderForm({ of, onClose }: Props) {
  const t = useTranslations('gateway.providers.form');
  const tProviders = useTranslations('gateway.providers');
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(of));
  const [version, setVersion] = useState(of?.version ?? 0);
  const [removing, setRemoving] = useState(false);
  const isDemo = of?.kind === 'demo';
  const form = useForm<'name' | 'base_url' | 'secret', void, Provider>({
    run: () => {
      const { name, url, secret, enabled } = draft;
      const common = {
        name: name.trim(),
        ...(!isDemo && { base_url: url.trim() }),
        ...(secret !== '' && { secret }),
        enabled,
      };
      return of
        ? changeProvider({ id: of.id, version }, { ...common, without_secret: false })
        : addProvider({ ...common, base_url: url.trim(), kind: draft.kind });
    },
    onDone: () => {
      void queries.invalidateQueries({ queryKey: GATEWAY_KEY });
      toast(tProviders('saved'));
      onClose();
    },
  });
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  return (
    <>
      <FormDialog
        title={t(of ? 'change' : 'add')}
        action={t('action')}
        form={form}
        onClose={onClose}
        onSubmit={() =>
          form.submit(undefined, {
            name: draft.name.trim() === '' ? t('nameMissing') : undefined,
            base_url: /^https?:\/\/./.test(draft.url.trim()) ? undefined : t('urlMissing'),
          })
        }
      >
        {of === undefined && (
          <Select
            stacked
            label={t('kind')}
            value={draft.kind}
            onChange={(kind) => set({ kind, url: USUAL[kind] })}
            items={KINDS.map((value) => ({ value, label: tProviders(`kinds.${value}`) }))}
          />
        )}
        <TextField
          isRequired
          autoFocus
          label={tProviders('name')}
          maxLength={200}
          autoComplete="off"
          value={draft.name}
          onChange={(name) => set({ name })}
          error={form.errorAt('name')}
        />
        {!isDemo && (
          <>
            <TextField
              isRequired
              label={t('url')}
              hint={t('urlHint')}
              autoComplete="off"
              value={draft.url}
              onChange={(url) => set({ url })}
              error={form.errorAt('base_url')}
            />
            <TextField
              type="password"
              label={t('secret')}
              hint={t(of?.has_secret ? 'secretKept' : 'secretHint')}
              autoComplete="off"
              value={draft.secret}
              onChange={(secret) => set({ secret })}
              error={form.errorAt('secret')}
            />
          </>
        )}
        <Switch isSelected={draft.enabled} onChange={(enabled) => set({ enabled })}>
          {t('enabled')}
        </Switch>
        {of && (
          <Button className="self-start" onPress={() => setRemoving(true)}>
            {tProviders('remove')}
          </Button>
        )}
      </FormDialog>
      {of && (
        <ChangedMeanwhile
          failure={form.failure}
          read={(signal) => readProvider(of.id, signal)}
          compare={(latest) => [
            { label: tProviders('name'), mine: draft.name, theirs: latest.name },
            { label: t('url'), mine: draft.url, theirs: latest.base_url },
          ]}
          onKeep={(latest) => setVersion(latest.version)}
          onTake={(latest) => {
            setVersion(latest.version);
            setDraft(draftOf(latest));
          }}
        />
      )}
      {of && removing && <Remove of={of} onClose={() => setRemoving(false)} onRemoved={onClose} />}
    </>
  );
}

interface RemoveProps {
  of: Provider;
  onClose: () => void;
  onRemoved: () => void;
}

function Remove({ of, onClose, onRemoved }: RemoveProps) {
  const t = useTranslations('gateway.providers');
  const remove = useAction({
    run: () => removeProvider(of),
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
