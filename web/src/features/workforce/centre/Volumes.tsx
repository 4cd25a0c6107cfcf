import { useQuery } from '@tanstack/react-query';
import { Package, Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { useAmounts } from '~/lib/useAmounts';
import { naturalNumber } from '~/lib/useFilters';
import { useUnits } from '~/lib/useFormats';
import { useList } from '~/lib/useList';
import { Button } from '~/ui/Button';
import { Card } from '~/ui/Card';
import { type Column, DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { Pager } from '~/ui/Pager';
import { QueryView } from '~/ui/QueryView';
import { Select } from '~/ui/Select';
import { volumesQuery } from '../api';
import type { PostFigures, SeenVolume } from '../types';
import { VolumeForm } from './VolumeForm';

const ALL = '';
const SORTS = ['period', 'task', 'quantity'] as const;
type VolumeSort = (typeof SORTS)[number];

const LIST = {
  sorts: SORTS,
  first: { by: 'period', descending: true },
  read: (search: Record<string, unknown>) => ({ post: naturalNumber(search.post) }),
} as const;

interface Props {
  place: number;
  posts: readonly Pick<PostFigures, 'post_id' | 'name'>[];
}

/** What a centre had to do, task by task and month by month; an analyst corrects it. */
export function Volumes({ place, posts }: Props) {
  const t = useTranslations('workforce.volumes');
  const list = useList<VolumeSort, ReturnType<typeof LIST.read>>(LIST);
  const { filters, asked, sort, onSort, after, onGo, narrow } = list;
  const query = useQuery(
    volumesQuery({ place_id: place, ...(filters.post && { post_id: filters.post }), ...asked }),
  );
  const [changing, setChanging] = useState<SeenVolume>();
  const columns = useColumns(setChanging);
  return (
    <Card
      title={t('title')}
      flush
      className="overflow-hidden"
      action={
        <Select
          label={t('post')}
          value={filters.post === undefined ? ALL : String(filters.post)}
          onChange={(post) => narrow({ post: Number(post) || undefined })}
          items={[
            { value: ALL, label: t('all') },
            ...posts.map(({ post_id: id, name }) => ({ value: String(id), label: name })),
          ]}
        />
      }
    >
      <QueryView query={query}>
        {({ volumes, next }) =>
          volumes.length === 0 ? (
            <EmptyState icon={Package} title={t('empty')} text={t('emptyText')} />
          ) : (
            <>
              <DataTable
                label={t('title')}
                columns={columns}
                rows={volumes}
                rowKey={({ id }) => String(id)}
                sort={sort}
                onSort={onSort}
                faded={query.isPlaceholderData}
              />
              <Pager at={after} next={next} onGo={onGo} />
            </>
          )
        }
      </QueryView>
      {changing && (
        <VolumeForm key={changing.id} row={changing} onClose={() => setChanging(undefined)} />
      )}
    </Card>
  );
}

function useColumns(onChange: (row: SeenVolume) => void): Column<SeenVolume>[] {
  const t = useTranslations('workforce.volumes');
  const { exact } = useUnits();
  const { longMonth } = useAmounts();
  const manages = may(useMe(), 'workforce.imports.manage');
  const columns: Column<SeenVolume>[] = [
    {
      key: 'task',
      title: t('task'),
      sortable: true,
      cell: ({ task }) => <span className="block truncate">{task}</span>,
    },
    {
      key: 'period',
      title: t('period'),
      width: 'lg:w-44',
      sortable: true,
      cell: ({ period, rhythm }) => (
        <span className="text-mute">
          {rhythm === 'year' ? period.slice(0, 4) : longMonth(period.slice(0, 7))}
        </span>
      ),
    },
    {
      key: 'quantity',
      title: t('quantity'),
      width: 'lg:w-52',
      numeric: true,
      sortable: true,
      cell: ({ quantity, unit }) => (
        <span>
          {exact(quantity, 'number')} <span className="text-mute">{unit}</span>
        </span>
      ),
    },
  ];
  if (!manages) return columns;
  return [
    ...columns,
    {
      key: 'change',
      title: t('change'),
      width: 'lg:w-20',
      numeric: true,
      stacked: 'aside',
      cell: (row) => (
        <Button
          kind="quiet"
          icon={Pencil}
          aria-label={t('changeOf', { task: row.task })}
          onPress={() => onChange(row)}
        />
      ),
    },
  ];
}
