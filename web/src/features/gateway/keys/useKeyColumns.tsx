import { useTranslations } from 'use-intl';
import { Badge } from '~/ui/Badge';
import { Button } from '~/ui/Button';
import type { Column } from '~/ui/DataTable';
import { When } from '~/ui/When';
import type { Key } from '../api';
import { BudgetBar, STATE_TONES } from './BudgetBar';

interface Deeds {
  onChange: (key: Key) => void;
  onRevoke: (key: Key) => void;
}

export function useKeyColumns(deeds: Deeds | undefined): Column<Key>[] {
  const t = useTranslations('gateway.keys');
  const columns: Column<Key>[] = [
    {
      key: 'name',
      title: t('name'),
      cell: ({ name, prefix }) => (
        <>
          <span className="block truncate font-medium">{name}</span>
          <code className="block truncate font-mono text-xs text-mute">{prefix}…</code>
        </>
      ),
    },
    {
      key: 'state',
      title: t('state'),
      width: 'lg:w-36',
      stacked: 'aside',
      cell: ({ state }) => <Badge tone={STATE_TONES[state]}>{t(`states.${state}`)}</Badge>,
    },
    {
      key: 'budget',
      title: t('budget'),
      width: 'lg:w-44',
      stacked: 'bare',
      cell: (key) => <BudgetBar of={key} />,
    },
    {
      key: 'models',
      title: t('opens'),
      width: 'lg:w-36',
      cell: ({ models, requests_a_minute: rate }) => (
        <span className="line-clamp-2 text-sm text-mute max-lg:text-right">
          {models === null ? t('all') : models.map(({ name }) => name).join(', ')}
          {rate !== null && `, ${t('rate', { count: rate })}`}
        </span>
      ),
    },
    {
      key: 'resets',
      title: t('resets'),
      width: 'lg:w-28',
      numeric: true,
      cell: ({ resets_at: at }) =>
        at === null ? (
          <span className="text-mute">{t('never')}</span>
        ) : (
          <When at={at} className="text-mute" />
        ),
    },
  ];
  if (deeds) {
    columns.push({
      key: 'action',
      title: t('action'),
      width: 'lg:w-52',
      numeric: true,
      stacked: 'bare',
      cell: (key) =>
        key.state !== 'revoked' && (
          <span className="flex justify-end gap-2">
            <Button
              onPress={() => deeds.onChange(key)}
              aria-label={t('changeOf', { name: key.name })}
            >
              {t('change')}
            </Button>
            <Button
              onPress={() => deeds.onRevoke(key)}
              aria-label={t('revokeOf', { name: key.name })}
            >
              {t('revoke')}
            </Button>
          </span>
        ),
    });
  }
  return columns;
}
