import { useTranslations } from 'use-intl';
import { useFormats } from '~/lib/useFormats';
import { Badge } from '~/ui/Badge';
import { Button } from '~/ui/Button';
import type { Column } from '~/ui/DataTable';
import type { Tone } from '~/ui/tone';
import { When } from '~/ui/When';
import type { Provider } from '../api';

const TONES: Record<Provider['state'], Tone> = {
  up: 'good',
  failing: 'warn',
  cooling: 'bad',
  off: 'neutral',
};

const CODES = [
  'timeout',
  'unavailable',
  'bad_answer',
  'too_large',
  'address_refused',
  'broken_off',
] as const;

interface Deeds {
  onChange: (provider: Provider) => void;
  onCheck: (provider: Provider) => void;
  checking: number | undefined;
}

export function useProviderColumns(deeds: Deeds | undefined): Column<Provider>[] {
  const t = useTranslations('gateway.providers');
  const { timeWithSeconds } = useFormats();
  const columns: Column<Provider>[] = [
    {
      key: 'name',
      title: t('name'),
      cell: ({ name, kind, base_url: url }) => (
        <>
          <span className="block truncate font-medium">{name}</span>
          <span className="block truncate text-xs text-mute">
            {kind === 'demo' ? t('kinds.demo') : `${t(`kinds.${kind}`)} · ${url}`}
          </span>
        </>
      ),
    },
    {
      key: 'state',
      title: t('state'),
      width: 'lg:w-48',
      stacked: 'aside',
      cell: ({ state, cooldown_until: until }) => (
        <span className="flex flex-wrap items-center gap-x-2 max-lg:justify-end">
          <Badge tone={TONES[state]}>{t(`states.${state}`)}</Badge>
          {until !== null && (
            <span className="num text-xs text-mute">
              {t('until', { time: timeWithSeconds(new Date(until)) })}
            </span>
          )}
        </span>
      ),
    },
    {
      key: 'models',
      title: t('models'),
      width: 'lg:w-28',
      numeric: true,
      cell: ({ models }) => t('modelCount', { count: models }),
    },
    {
      key: 'failure',
      title: t('lastFailure'),
      width: 'lg:w-52',
      cell: (provider) => <LastFailure of={provider} />,
    },
  ];
  if (deeds) {
    columns.push({
      key: 'action',
      title: t('action'),
      width: 'lg:w-52',
      numeric: true,
      stacked: 'bare',
      cell: (provider) => (
        <span className="flex justify-end gap-2">
          <Button
            isPending={deeds.checking === provider.id}
            onPress={() => deeds.onCheck(provider)}
            aria-label={t('checkOf', { name: provider.name })}
          >
            {t('check')}
          </Button>
          <Button
            onPress={() => deeds.onChange(provider)}
            aria-label={t('changeOf', { name: provider.name })}
          >
            {t('change')}
          </Button>
        </span>
      ),
    });
  }
  return columns;
}

function LastFailure({ of: { last_failure: code, last_failure_at: at } }: { of: Provider }) {
  const t = useTranslations('gateway.providers');
  if (code === null || at === null) return <span className="text-mute">{t('none')}</span>;
  const status = /^status_(\d+)$/.exec(code)?.[1];
  const known = CODES.find((each) => each === code) ?? 'failed';
  return (
    <span className="text-sm text-mute">
      {status === undefined ? t(`failuresOf.${known}`) : t('failuresOf.status', { status })},{' '}
      <When at={at} />
    </span>
  );
}
