import { useTranslations } from 'use-intl';
import { useFormats, useUnits } from '~/lib/useFormats';
import { Badge } from '~/ui/Badge';
import type { Column } from '~/ui/DataTable';
import type { SeenTask } from '../types';
import { MethodBadge } from './MethodBadge';

export function useTaskColumns(): Column<SeenTask>[] {
  const t = useTranslations('workforce.reference');
  const { exact } = useUnits();
  const { shortDay } = useFormats();
  return [
    {
      key: 'name',
      title: t('task'),
      sortable: true,
      cell: ({ name, code }) => (
        <>
          <span className="line-clamp-2" title={name}>
            {name}
          </span>
          <span className="block truncate font-mono text-xs font-normal text-mute">{code}</span>
        </>
      ),
    },
    {
      key: 'post',
      title: t('post'),
      width: 'lg:w-44',
      sortable: true,
      cell: ({ post }) => <span className="block truncate text-sm text-mute">{post}</span>,
    },
    {
      key: 'minutes',
      title: t('minutes'),
      width: 'lg:w-32',
      numeric: true,
      sortable: true,
      cell: ({ time, unit }) =>
        time === null ? (
          '–'
        ) : (
          <span className="min-w-0">
            <span className="block font-medium">{exact(time.minutes, 'minutes')}</span>
            <span className="block truncate text-xs text-mute">{t('per', { unit })}</span>
          </span>
        ),
    },
    {
      key: 'method',
      title: t('method'),
      width: 'lg:w-44',
      cell: ({ time, expired }) =>
        time === null ? (
          <Badge tone="bad">{t('noTime')}</Badge>
        ) : (
          <span>
            <MethodBadge method={time.method} />
            {expired && <span className="ml-2 text-xs font-medium text-warn">{t('expired')}</span>}
          </span>
        ),
    },
    {
      key: 'source',
      title: t('source'),
      width: 'lg:w-[18%]',
      stacked: 'bare',
      cell: ({ time }) =>
        time && (
          <span className="line-clamp-2 text-sm text-mute" title={time.source}>
            {time.source}
          </span>
        ),
    },
    {
      key: 'measured',
      title: t('measured'),
      width: 'lg:w-32',
      numeric: true,
      cell: ({ time }) =>
        time && <span className="text-sm text-mute">{shortDay(time.measured_on)}</span>,
    },
  ];
}
