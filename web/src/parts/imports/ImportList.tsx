import { useQuery } from '@tanstack/react-query';
import { FileStack } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import { useQuantities } from '~/lib/useFormats';
import { usePolling } from '~/lib/usePolling';
import { type Column, DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { FilterBar } from '~/ui/FilterBar';
import { Pager } from '~/ui/Pager';
import { QueryView } from '~/ui/QueryView';
import { Select } from '~/ui/Select';
import { When } from '~/ui/When';
import { isOver } from '../job/useFollowedJob';
import { ImportBadge } from './ImportBadge';
import type { ImportFilters } from './ImportsView';
import { ShortOutcome } from './Outcome';
import { type Import, type ImportSource, importsQuery, kindsQuery } from './source';

const ALL = '';
/** The open one is followed; what else runs is looked at. */
const LOOK_MS = 3000;

interface Props {
  source: ImportSource;
  filters: ImportFilters;
  onFilter: (change: Partial<ImportFilters>) => void;
}

export function ImportList({ source, filters, onFilter }: Props) {
  const t = useTranslations('imports.list');
  const language = useLocale();
  const query = useQuery(importsQuery(source.app, language, filters));
  const kinds = useQuery(kindsQuery(source.app, language)).data?.kinds ?? [];
  const columns = useColumns(kinds.length > 1);
  const moves = query.data?.imports.some(({ state }) => !isOver(state)) ?? false;
  usePolling(() => moves && void query.refetch(), LOOK_MS);
  return (
    <div className="card min-w-0 overflow-hidden">
      {kinds.length > 1 && (
        <FilterBar>
          <Select
            label={t('kind')}
            value={filters.kind ?? ALL}
            onChange={(kind) => onFilter({ kind: kind || undefined, after: undefined })}
            items={[
              { value: ALL, label: t('all') },
              ...kinds.map(({ name, title }) => ({ value: name, label: title })),
            ]}
          />
        </FilterBar>
      )}
      <QueryView query={query}>
        {({ imports, next }) =>
          imports.length === 0 ? (
            <EmptyState
              icon={FileStack}
              title={t('empty')}
              text={t(source.manages ? 'emptyText' : 'emptyRead')}
            />
          ) : (
            <>
              <DataTable
                label={t('title')}
                columns={columns}
                rows={imports}
                rowKey={({ id }) => String(id)}
                onOpen={({ id }) => onFilter({ import: id })}
                faded={query.isPlaceholderData}
              />
              <Pager at={filters.after} next={next} onGo={(after) => onFilter({ after })} />
            </>
          )
        }
      </QueryView>
    </div>
  );
}

function useColumns(manyKinds: boolean): Column<Import>[] {
  const t = useTranslations('imports');
  const { bytes } = useQuantities();
  return [
    {
      key: 'file',
      title: t('list.file'),
      cell: ({ id, kind_title: kind, file }) => (
        <>
          <span className="block truncate">{file.name}</span>
          <span className="num block truncate text-xs font-normal text-mute">
            {[t('number', { id: String(id) }), manyKinds && kind, bytes(file.size_bytes)]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </>
      ),
    },
    {
      key: 'state',
      title: t('list.state'),
      width: 'lg:w-32',
      stacked: 'aside',
      cell: ({ state }) => <ImportBadge state={state} />,
    },
    {
      key: 'outcome',
      title: t('list.outcome'),
      width: 'lg:w-[36%]',
      stacked: 'bare',
      cell: (each) =>
        each.same_as !== null ? (
          <span className="text-sm text-mute">{t('same.title')}</span>
        ) : (
          each.rows !== null && <ShortOutcome of={each} />
        ),
    },
    {
      key: 'by',
      title: t('list.by'),
      width: 'lg:w-36',
      cell: ({ by }) => <span className="truncate text-mute">{by.name ?? by.key}</span>,
    },
    {
      key: 'when',
      title: t('list.when'),
      width: 'lg:w-28',
      numeric: true,
      cell: ({ created_at: at }) => <When at={at} className="text-mute" />,
    },
  ];
}
