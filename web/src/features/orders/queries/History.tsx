import { useQuery } from '@tanstack/react-query';
import {
  CircleCheck,
  CircleX,
  FileDown,
  History as HistoryIcon,
  type LucideIcon,
} from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import { useFormats } from '~/lib/useFormats';
import { Badge } from '~/ui/Badge';
import { Card } from '~/ui/Card';
import { type Column, DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { Pager } from '~/ui/Pager';
import { QueryView } from '~/ui/QueryView';
import type { Tone } from '~/ui/tone';
import { When } from '~/ui/When';
import { type Run, runsQuery } from './api';

interface Props {
  id: number;
  before: number | undefined;
  onGo: (before: number | undefined) => void;
}

/** Who ran it and what came of it, as the audit log tells it. */
export function History({ id, before, onGo }: Props) {
  const t = useTranslations('ordersQueries.history');
  const query = useQuery(runsQuery(id, before, useLocale()));
  const columns = useColumns();
  return (
    <Card flush title={t('title')} className="overflow-hidden">
      <QueryView query={query}>
        {({ runs, next }) =>
          runs.length === 0 && before === undefined ? (
            <EmptyState icon={HistoryIcon} title={t('empty')} text={t('emptyText')} />
          ) : (
            <>
              <DataTable
                label={t('title')}
                columns={columns}
                rows={runs}
                rowKey={({ number }) => String(number)}
                faded={query.isPlaceholderData}
              />
              <Pager at={before} next={next} onGo={onGo} />
            </>
          )
        }
      </QueryView>
    </Card>
  );
}

type Outcome = 'run' | 'file' | 'failed';

const LOOK: Record<Outcome, { tone: Tone; icon: LucideIcon }> = {
  run: { tone: 'good', icon: CircleCheck },
  file: { tone: 'good', icon: FileDown },
  failed: { tone: 'bad', icon: CircleX },
};

function outcomeOf({ outcome, format }: Run): Outcome {
  if (outcome === 'failed') return 'failed';
  return format === null ? 'run' : 'file';
}

function useColumns(): Column<Run>[] {
  const t = useTranslations('ordersQueries.history');
  const { number, milliseconds } = useFormats();
  return [
    { key: 'by', title: t('by'), width: 'lg:w-52', cell: ({ by }) => <Who by={by} /> },
    {
      key: 'outcome',
      title: t('outcome'),
      stacked: 'bare',
      cell: (run) => {
        const outcome = outcomeOf(run);
        return (
          <>
            <Badge {...LOOK[outcome]}>
              {t(`outcomes.${outcome}`, { format: t(`formats.${run.format ?? 'csv'}`) })}
            </Badge>
            {run.why !== null && (
              <span className="mt-1 block text-xs text-pretty break-words text-mute">
                {run.why}
              </span>
            )}
          </>
        );
      },
    },
    {
      key: 'source',
      title: t('source'),
      width: 'lg:w-36',
      cell: ({ source }) => source ?? '–',
    },
    {
      key: 'rows',
      title: t('rows'),
      width: 'lg:w-32',
      numeric: true,
      cell: ({ rows, capped }) => {
        if (rows === null) return '–';
        return capped ? t('capped', { rows: number(rows) }) : number(rows);
      },
    },
    {
      key: 'took',
      title: t('took'),
      width: 'lg:w-28',
      numeric: true,
      cell: ({ took_ms: took }) => (took === null ? '–' : milliseconds(took)),
    },
    {
      key: 'at',
      title: t('at'),
      width: 'lg:w-32',
      numeric: true,
      stacked: 'aside',
      cell: ({ at }) => <When at={at} className="text-sm text-mute" />,
    },
  ];
}

/** By name as long as there is one, else by what is left of them. */
function Who({ by: { key, name, erased } }: { by: Run['by'] }) {
  const t = useTranslations('ordersQueries.history');
  return (
    <span className={name === null ? 'block truncate text-mute' : 'block truncate'}>
      {name ?? (erased ? t('erased') : key)}
    </span>
  );
}
