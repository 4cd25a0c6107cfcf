import { Trash2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useFormats, useQuantities } from '~/lib/useFormats';
import { Button } from '~/ui/Button';
import type { Column } from '~/ui/DataTable';
import type { KeptClass } from './api';

export function useColumns(onPurge: ((of: KeptClass) => void) | undefined): Column<KeptClass>[] {
  const t = useTranslations('consoleRetention');
  const { number } = useFormats();
  const { bytes } = useQuantities();
  const columns: Column<KeptClass>[] = [
    {
      key: 'name',
      title: t('table.name'),
      cell: ({ title, tables }) => (
        <>
          <span className="block truncate font-medium">{title}</span>
          <span className="block truncate text-xs text-mute">
            {tables.map(({ table }) => table).join(', ')}
          </span>
        </>
      ),
    },
    {
      key: 'keep',
      title: t('table.keep'),
      width: 'lg:w-60',
      cell: ({ keep_days: days, setting }) => (
        <span className="min-w-0 max-lg:text-right">
          <span className="num block">{t('days', { days })}</span>
          <code className="block truncate font-mono text-[0.6875rem] text-mute">{setting}</code>
        </span>
      ),
    },
    {
      key: 'rows',
      title: t('table.rows'),
      width: 'lg:w-56',
      numeric: true,
      cell: (kept) =>
        kept.rows === 0 ? (
          <span className="text-mute">{t('table.nothing')}</span>
        ) : (
          <span>
            {number(kept.rows)}
            <Span kept={kept} />
          </span>
        ),
    },
    {
      key: 'size',
      title: t('table.size'),
      width: 'lg:w-28',
      numeric: true,
      cell: ({ rows, size_bytes: size }) => (rows === 0 ? '–' : bytes(size)),
    },
  ];
  if (onPurge) {
    columns.push({
      key: 'actions',
      title: t('table.actions'),
      width: 'lg:w-32',
      numeric: true,
      stacked: 'aside',
      cell: (kept) =>
        kept.rows > 0 && (
          <Button
            kind="quiet"
            icon={Trash2}
            aria-label={t('purge.actionFor', { name: kept.title })}
            onPress={() => onPurge(kept)}
            className="lg:-mr-2"
          >
            {t('purge.action')}
          </Button>
        ),
    });
  }
  return columns;
}

/** The days whose rows would go. */
function Span({ kept }: { kept: KeptClass }) {
  const t = useTranslations('consoleRetention.table');
  const { shortDay } = useFormats();
  const days = kept.tables
    .flatMap(({ first, last }) => [first, last])
    .filter((day) => day !== null)
    .sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return null;
  return (
    <span className="block text-xs text-mute">
      {first === last
        ? t('one', { day: shortDay(first) })
        : t('span', { first: shortDay(first), last: shortDay(last) })}
    </span>
  );
}
