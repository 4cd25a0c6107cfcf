import { useTranslations } from 'use-intl';
import { useFormats, useQuantities } from '~/lib/useFormats';
import type { Column } from '~/ui/DataTable';
import { When } from '~/ui/When';
import type { SlowShape } from './api';

export function useColumns(): Column<SlowShape>[] {
  const t = useTranslations('consoleSlowQueries.table');
  const { number, shortDay } = useFormats();
  const { duration } = useQuantities();
  const took = (ms: number) => duration(ms / 1000);
  return [
    {
      key: 'statement',
      title: t('statement'),
      cell: ({ statement, database, day }) => (
        <>
          <code className="line-clamp-2 font-mono text-xs font-normal wrap-anywhere">
            {statement}
          </code>
          <span className="num block truncate text-xs font-normal text-mute">
            {database} · {t('day', { day: shortDay(day) })}
          </span>
        </>
      ),
    },
    {
      key: 'count',
      title: t('count'),
      width: 'lg:w-20',
      numeric: true,
      stacked: 'aside',
      cell: ({ count }) => `${number(count)}\u00a0×`,
    },
    {
      key: 'total',
      title: t('total'),
      width: 'lg:w-32',
      numeric: true,
      cell: ({ total_ms: ms }) => <span className="font-medium">{took(ms)}</span>,
    },
    {
      key: 'p95',
      title: t('p95'),
      width: 'lg:w-28',
      numeric: true,
      cell: ({ p95_ms: ms }) => took(ms),
    },
    {
      key: 'max',
      title: t('max'),
      width: 'lg:w-28',
      numeric: true,
      cell: ({ max_ms: ms }) => took(ms),
    },
    {
      key: 'last',
      title: t('last'),
      width: 'lg:w-28',
      numeric: true,
      cell: ({ last_at: at }) => <When at={at} className="text-mute" />,
    },
  ];
}
