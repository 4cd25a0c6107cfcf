import { useQuery } from '@tanstack/react-query';
import { FlaskConical } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { useFilters } from '~/lib/useFilters';
import { usePolling } from '~/lib/usePolling';
import { Button } from '~/ui/Button';
import { PageHeader } from '~/ui/PageHeader';
import { useAction } from '~/ui/useAction';
import { Freshness } from '../Freshness';
import { JOBS_KEY, jobsQuery, startSelfTest } from './api';
import { readJobFilters } from './filters';
import { JobList } from './JobList';
import { JobSheet } from './JobSheet';
import en from './messages/en';
import fr from './messages/fr';
import { ScheduleTable } from './ScheduleTable';
import { useLiveJobs } from './useLiveJobs';

const POLL_MS = 5000;

export function JobsPage() {
  return (
    <FeatureMessages namespace="consoleJobs" catalogues={{ fr, en }}>
      <Jobs />
    </FeatureMessages>
  );
}

function Jobs() {
  const t = useTranslations('consoleJobs');
  const [filters, setFilters] = useFilters(readJobFilters);
  const query = useQuery(jobsQuery(filters));
  usePolling(() => void query.refetch(), POLL_MS);
  const manages = may(useMe(), 'console.jobs.manage');
  const live = useLiveJobs(query.data?.jobs ?? []);
  const selfTest = useAction({
    run: startSelfTest,
    done: () => t('selfTestDone'),
    refresh: [JOBS_KEY],
  });
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <>
            <Freshness
              live={live}
              readAt={query.dataUpdatedAt}
              reading={query.isFetching}
              onRefresh={() => void query.refetch()}
            />
            {manages && (
              <Button
                kind="primary"
                icon={FlaskConical}
                isPending={selfTest.isPending}
                onPress={() => selfTest.mutate()}
              >
                {t('selfTest')}
              </Button>
            )}
          </>
        }
      />
      <div className="flex flex-col gap-4">
        <JobList query={query} filters={filters} onFilter={setFilters} />
        <ScheduleTable onOpenJob={(job) => setFilters({ job })} />
      </div>
      {filters.job !== undefined && (
        <JobSheet
          id={filters.job}
          manages={manages}
          onClose={() => setFilters({ job: undefined })}
        />
      )}
    </>
  );
}
