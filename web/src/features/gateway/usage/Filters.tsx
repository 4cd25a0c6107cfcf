import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { Choice } from '~/ui/Choice';
import { Select } from '~/ui/Select';
import { keysQuery, modelsQuery, type Usage } from '../api';
import { PERIODS, USUAL, type View } from './view';

interface Props {
  view: View;
  usage: Usage | undefined;
  onChange: (change: Partial<View>) => void;
}

const ALL = '';

/** A key that was revoked and a model that is offered no more stay, as long as they cost something. */
function together<Item>(...lists: readonly (readonly Item[])[]): Item[] {
  return [...new Set(lists.flat())];
}

export function Filters({ view, usage, onChange }: Props) {
  const t = useTranslations('gateway.usage');
  const keys = useQuery(keysQuery({ revoked: false }));
  const models = useQuery(modelsQuery);
  const named = new Map(
    [...(keys.data?.keys ?? []), ...(usage?.by_key ?? []).map(({ key }) => key)].map(
      ({ id, name }) => [id, name],
    ),
  );
  const modelNames = together(
    (models.data?.models ?? []).map(({ name }) => name),
    (usage?.by_model ?? []).map(({ model }) => model),
    view.model === undefined ? [] : [view.model],
  );
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 print:hidden">
      <Choice
        label={t('period')}
        value={String(view.days ?? USUAL)}
        onChange={(days) => onChange({ days: PERIODS.find((each) => String(each) === days) })}
        items={PERIODS.map((days) => ({ value: String(days), label: t('days', { days }) }))}
      />
      <Select
        hideLabel
        label={t('key')}
        value={view.key === undefined ? ALL : String(view.key)}
        onChange={(key) => onChange({ key: Number(key) || undefined, after: undefined })}
        items={[
          { value: ALL, label: t('allKeys') },
          ...[...named].map(([id, label]) => ({ value: String(id), label })),
        ]}
      />
      <Select
        hideLabel
        label={t('model')}
        value={view.model ?? ALL}
        onChange={(model) => onChange({ model: model || undefined, after: undefined })}
        items={[
          { value: ALL, label: t('allModels') },
          ...modelNames.map((value) => ({ value, label: value })),
        ]}
      />
    </div>
  );
}
