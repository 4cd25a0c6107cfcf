import { useQuery } from '@tanstack/react-query';
import { ListChecks, ListX } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { type Listed, useList } from '~/lib/useList';
import { Button } from '~/ui/Button';
import { Choice } from '~/ui/Choice';
import { DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { FilterBar } from '~/ui/FilterBar';
import { PageHeader } from '~/ui/PageHeader';
import { Pager } from '~/ui/Pager';
import { QueryView } from '~/ui/QueryView';
import { SearchField } from '~/ui/SearchField';
import { Select } from '~/ui/Select';
import { postsQuery, tasksQuery } from '../api';
import { METHODS, NO_FILTER, TASK_LIST, type TaskFilters, type TaskSort } from './filters';
import { TaskSheet } from './TaskSheet';
import { useTaskColumns } from './useTaskColumns';

const ALL = '';

export function ReferencePage() {
  const t = useTranslations('workforce.reference');
  const manages = may(useMe(), 'workforce.reference.manage');
  const list = useList<TaskSort, TaskFilters>(TASK_LIST);
  const { filters, open } = list;
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <Tasks list={list} />
      {filters.task !== undefined && (
        <TaskSheet
          key={filters.task}
          id={filters.task}
          manages={manages}
          onClose={() => open({ task: undefined })}
        />
      )}
    </>
  );
}

function Tasks({ list }: { list: Listed<TaskSort, TaskFilters> }) {
  const t = useTranslations('workforce.reference');
  const { filters, asked, narrow, open, sort, onSort, after, onGo } = list;
  const query = useQuery(tasksQuery(filters, asked));
  const columns = useTaskColumns();
  const isNarrowed = Boolean(filters.q || filters.post || filters.method || filters.doubtful);
  return (
    <div className="card min-w-0 overflow-hidden">
      <TaskFilterBar filters={filters} narrow={narrow} />
      <QueryView query={query}>
        {({ tasks, next }) =>
          tasks.length > 0 ? (
            <>
              <DataTable
                label={t('title')}
                columns={columns}
                rows={tasks}
                rowKey={({ id }) => String(id)}
                onOpen={({ id }) => open({ task: id })}
                sort={sort}
                onSort={onSort}
                faded={query.isPlaceholderData}
              />
              <Pager at={after} next={next} onGo={onGo} />
            </>
          ) : isNarrowed ? (
            <EmptyState icon={ListX} title={t('none')} text={t('noneText')}>
              <Button onPress={() => narrow(NO_FILTER)}>{t('clear')}</Button>
            </EmptyState>
          ) : (
            <EmptyState icon={ListChecks} title={t('empty')} text={t('emptyText')} />
          )
        }
      </QueryView>
    </div>
  );
}

interface BarProps {
  filters: TaskFilters;
  narrow: (change: Partial<TaskFilters>) => void;
}

function TaskFilterBar({ filters, narrow }: BarProps) {
  const t = useTranslations('workforce.reference');
  const tMethod = useTranslations('workforce.method');
  const posts = useQuery(postsQuery).data?.posts ?? [];
  return (
    <FilterBar>
      <SearchField
        label={t('search')}
        placeholder={t('placeholder')}
        value={filters.q ?? ''}
        onSearch={(q) => narrow({ q: q || undefined })}
      />
      <Select
        label={t('post')}
        value={filters.post === undefined ? ALL : String(filters.post)}
        onChange={(post) => narrow({ post: Number(post) || undefined })}
        items={[
          { value: ALL, label: t('allPosts') },
          ...posts.map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
      />
      <Select
        label={t('method')}
        value={filters.method ?? ALL}
        onChange={(method) => narrow({ method: method === ALL ? undefined : method })}
        items={[
          { value: ALL, label: t('allMethods') },
          ...METHODS.map((value) => ({ value, label: tMethod(value) })),
        ]}
      />
      <Choice
        label={t('trust')}
        value={filters.doubtful ? 'doubtful' : 'all'}
        onChange={(value) => narrow({ doubtful: value === 'doubtful' || undefined })}
        items={[
          { value: 'all', label: t('all') },
          { value: 'doubtful', label: t('doubtful') },
        ]}
      />
    </FilterBar>
  );
}
