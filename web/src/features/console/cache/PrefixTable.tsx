import { Database, Eraser } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useFilters } from '~/lib/useFilters';
import { useFormats, useQuantities } from '~/lib/useFormats';
import { Button } from '~/ui/Button';
import { Card } from '~/ui/Card';
import { type Column, DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import type { CachePrefix } from './api';
import { ServedBar, ServedLegend } from './ServedBar';
import { readSort, type SortKey, sorted } from './sorting';
import { askedOf, meanLoad } from './totals';

interface Props {
  prefixes: readonly CachePrefix[];
  /** None: it may only be read. */
  onClear?: (prefix: string) => void;
}

export function PrefixTable({ prefixes, onClear }: Props) {
  const t = useTranslations('consoleCache');
  const columns = useColumns(onClear);
  const [{ by, order }, setSort] = useFilters(readSort);
  const sort = { by, descending: order === 'down' };
  return (
    <Card flush title={t('table.title')} action={<ServedLegend />} className="overflow-hidden">
      {prefixes.length === 0 ? (
        <EmptyState icon={Database} title={t('empty.title')} text={t('empty.text')} />
      ) : (
        <DataTable
          label={t('table.title')}
          columns={columns}
          rows={sorted(prefixes, sort)}
          rowKey={({ prefix }) => prefix}
          sort={sort}
          onSort={({ by: key, descending }) =>
            setSort({ by: key as SortKey, order: descending ? 'down' : 'up' })
          }
        />
      )}
    </Card>
  );
}

function useColumns(onClear: Props['onClear']): Column<CachePrefix>[] {
  const t = useTranslations('consoleCache');
  const { number } = useFormats();
  const { bytes, duration } = useQuantities();
  const columns: Column<CachePrefix>[] = [
    {
      key: 'prefix',
      title: t('table.prefix'),
      cell: ({ prefix }) => <span className="block truncate font-medium">{prefix}</span>,
    },
    {
      key: 'served',
      title: t('table.served'),
      width: 'lg:w-[28%]',
      stacked: 'bare',
      cell: (row) => <ServedBar counts={row} />,
    },
    {
      key: 'asked',
      sortable: true,
      title: t('table.asked'),
      width: 'lg:w-24',
      numeric: true,
      cell: (row) => number(askedOf(row)),
    },
    {
      key: 'loads',
      sortable: true,
      title: t('table.loads'),
      width: 'lg:w-32',
      numeric: true,
      cell: (row) => (
        <span>
          {number(row.loads)}
          {row.load_errors > 0 && (
            <span className="block text-xs text-bad">
              {t('table.errors', { count: row.load_errors })}
            </span>
          )}
        </span>
      ),
    },
    {
      key: 'mean',
      sortable: true,
      title: t('table.mean'),
      width: 'lg:w-24',
      numeric: true,
      cell: (row) => {
        const mean = meanLoad(row);
        return mean === null ? '–' : duration(mean);
      },
    },
    {
      key: 'memory',
      sortable: true,
      title: t('table.memory'),
      width: 'lg:w-28',
      numeric: true,
      cell: (row) => (
        <span>
          {bytes(row.bytes)}
          <span className="block text-xs text-mute">
            {t('table.entries', { count: row.entries })}
          </span>
        </span>
      ),
    },
  ];
  if (onClear) {
    columns.push({
      key: 'actions',
      title: t('table.actions'),
      width: 'lg:w-28',
      stacked: 'aside',
      numeric: true,
      cell: ({ prefix }) => (
        <Button
          kind="quiet"
          icon={Eraser}
          aria-label={t('clear.actionFor', { prefix })}
          onPress={() => onClear(prefix)}
          className="lg:-mr-2"
        >
          {t('clear.action')}
        </Button>
      ),
    });
  }
  return columns;
}
