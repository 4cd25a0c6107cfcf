import { useQuery } from '@tanstack/react-query';
import { ListX } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useFormats, useQuantities } from '~/lib/useFormats';
import { Badge } from '~/ui/Badge';
import { Card } from '~/ui/Card';
import { type Column, DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { Pager } from '~/ui/Pager';
import { QueryView } from '~/ui/QueryView';
import type { Tone } from '~/ui/tone';
import { When } from '~/ui/When';
import { type Call, callsQuery, type UsageWanted } from '../api';
import { useMoney } from '../useMoney';

const TONES: Record<Call['outcome'], Tone> = {
  done: 'good',
  left: 'neutral',
  broke_off: 'warn',
  failed: 'bad',
  refused: 'bad',
  expired: 'warn',
};

interface Props {
  wanted: UsageWanted;
  after: string | undefined;
  onGo: (after: string | undefined) => void;
}

/** Requests one by one, the newest first. */
export function Calls({ wanted, after, onGo }: Props) {
  const t = useTranslations('gateway.usage');
  const query = useQuery(callsQuery(wanted, after));
  const columns = useCallColumns();
  return (
    <Card
      flush
      title={t('calls')}
      action={<span className="text-xs text-mute">{t('callsNote')}</span>}
    >
      <QueryView query={query}>
        {({ calls, next }) =>
          calls.length === 0 ? (
            <EmptyState icon={ListX} title={t('noCalls')} text={t('noCallsText')} />
          ) : (
            <>
              <DataTable
                label={t('calls')}
                columns={columns}
                rows={calls}
                rowKey={({ id }) => String(id)}
                faded={query.isPlaceholderData}
              />
              <Pager at={after} next={next ?? null} onGo={onGo} />
            </>
          )
        }
      </QueryView>
    </Card>
  );
}

function useCallColumns(): Column<Call>[] {
  const t = useTranslations('gateway.usage');
  const { money } = useMoney();
  const { number, milliseconds } = useFormats();
  const { duration } = useQuantities();
  return [
    {
      key: 'model',
      title: t('model'),
      cell: ({ model, provider }) => (
        <>
          <span className="block truncate font-medium">{model}</span>
          <span className="block truncate text-xs text-mute">{provider ?? '—'}</span>
        </>
      ),
    },
    {
      key: 'key',
      title: t('key'),
      cell: ({ key }) => <span className="block truncate">{key.name}</span>,
    },
    {
      key: 'outcome',
      title: t('outcome'),
      width: 'lg:w-40',
      stacked: 'aside',
      cell: ({ outcome, cache }) => (
        <span className="inline-flex flex-wrap gap-1">
          <Badge tone={TONES[outcome]}>{t(`outcomes.${outcome}`)}</Badge>
          {cache === 'hit' && <Badge tone="accent">{t('cached')}</Badge>}
        </span>
      ),
    },
    {
      key: 'tokens',
      title: t('tokens'),
      width: 'lg:w-28',
      numeric: true,
      cell: ({ tokens_in: inwards, tokens_out: outwards, estimated }) => (
        <>
          {number(inwards)} + {number(outwards)}
          {estimated && <span className="block text-xs text-mute">{t('estimated')}</span>}
        </>
      ),
    },
    {
      key: 'duration',
      title: t('duration'),
      width: 'lg:w-32',
      numeric: true,
      cell: ({ whole_ms: whole, own_us: own }) => (
        <>
          {whole === null ? '—' : duration(whole / 1000)}
          {own !== null && (
            <span className="block text-xs text-mute">
              {t('own', { own: milliseconds(own / 1000) })}
            </span>
          )}
        </>
      ),
    },
    {
      key: 'cost',
      title: t('cost'),
      width: 'lg:w-28',
      numeric: true,
      cell: ({ cost_micros: cost }) => money(cost),
    },
    {
      key: 'at',
      title: t('at'),
      width: 'lg:w-28',
      numeric: true,
      cell: ({ at }) => <When at={at} className="text-mute" />,
    },
  ];
}
