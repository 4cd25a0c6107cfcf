import type { UseQueryResult } from '@tanstack/react-query';
import { ListX, Workflow } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useQuantities } from '~/lib/useFormats';
import { Button } from '~/ui/Button';
import { Choice } from '~/ui/Choice';
import { type Column, DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { FilterBar } from '~/ui/FilterBar';
import { Pager } from '~/ui/Pager';
import { QueryView } from '~/ui/QueryView';
import { When } from '~/ui/When';
import type { Job, JobPage } from './api';
import { type JobFilters, SHOWN_STATES } from './filters';
import { JobBadge } from './JobBadge';
import { JobProgress } from './JobProgress';
import { secondsOf } from './secondsOf';
import { useJobWords } from './useJobWords';

interface Props {
  query: UseQueryResult<JobPage>;
  filters: JobFilters;
  onFilter: (change: Partial<JobFilters>) => void;
}

export function JobList({ query, filters, onFilter }: Props) {
  const t = useTranslations('consoleJobs');
  const columns = useColumns();
  return (
    <div className="card min-w-0 overflow-hidden">
      <FilterBar>
        <Choice
          label={t('filters.state')}
          value={filters.state ?? 'all'}
          onChange={(state) =>
            onFilter({ state: state === 'all' ? undefined : state, before: undefined })
          }
          items={[
            { value: 'all', label: t('filters.all') },
            ...SHOWN_STATES.map((value) => ({
              value,
              label: t(`states.${value}`),
              count: query.data?.live[value],
            })),
          ]}
        />
      </FilterBar>
      <QueryView query={query}>
        {(page) =>
          page.jobs.length === 0 ? (
            <NoJob
              filtered={filters.state !== undefined}
              onClear={() => onFilter({ state: undefined, before: undefined })}
            />
          ) : (
            <>
              <DataTable
                label={t('table.title')}
                columns={columns}
                rows={page.jobs}
                rowKey={(job) => String(job.id)}
                onOpen={(job) => onFilter({ job: job.id })}
                faded={query.isPlaceholderData}
              />
              <Pager at={filters.before} next={page.next} onGo={(before) => onFilter({ before })} />
            </>
          )
        }
      </QueryView>
    </div>
  );
}

function useColumns(): Column<Job>[] {
  const t = useTranslations('consoleJobs.table');
  const { duration } = useQuantities();
  const words = useJobWords();
  return [
    {
      key: 'name',
      title: t('name'),
      cell: (job) => (
        <>
          <span className="line-clamp-2">{words.job(job.name)}</span>
          <span className="num block truncate text-xs font-normal text-mute">
            {[t('number', { id: String(job.id) }), job.key].filter(Boolean).join(' · ')}
          </span>
        </>
      ),
    },
    {
      key: 'state',
      title: t('state'),
      width: 'lg:w-36',
      stacked: 'aside',
      cell: (job) => <JobBadge state={job.state} />,
    },
    {
      key: 'progress',
      title: t('progress'),
      width: 'lg:w-[34%]',
      stacked: 'bare',
      cell: (job) => <JobProgress job={job} />,
    },
    {
      key: 'attempt',
      title: t('attempt'),
      width: 'lg:w-16',
      numeric: true,
      stacked: 'hidden',
      cell: (job) => (job.attempt === 0 ? '–' : job.attempt),
    },
    {
      key: 'took',
      title: t('took'),
      width: 'lg:w-24',
      numeric: true,
      stacked: 'hidden',
      cell: (job) => {
        const seconds = secondsOf(job);
        return seconds === null ? '–' : duration(seconds);
      },
    },
    {
      key: 'created',
      title: t('created'),
      width: 'lg:w-28',
      numeric: true,
      cell: (job) => <When at={job.created_at} className="text-mute" />,
    },
  ];
}

function NoJob({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const t = useTranslations('consoleJobs.empty');
  if (!filtered) return <EmptyState icon={Workflow} title={t('title')} text={t('text')} />;
  return (
    <EmptyState icon={ListX} title={t('filteredTitle')} text={t('filteredText')}>
      <Button onPress={onClear}>{t('clear')}</Button>
    </EmptyState>
  );
}
