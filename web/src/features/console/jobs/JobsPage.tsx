import { useQuery } from '@tanstack/react-query';
import { FlaskConical } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { Button } from '~/ui/Button';
import { PageHeader } from '~/ui/PageHeader';
import { Freshness } from '../Freshness';
import { useFilters } from '../useFilters';
import { jobsQuery } from './api';
import { readJobFilters } from './filters';
import { JobList } from './JobList';
import { JobSheet } from './JobSheet';
import en from './messages/en';
import fr from './messages/fr';

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
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <>
            <Freshness
              readAt={query.dataUpdatedAt}
              reading={query.isFetching}
              onRefresh={() => void query.refetch()}
            />
            <Button kind="primary" icon={FlaskConical}>
              {t('selfTest')}
            </Button>
          </>
        }
      />
      <div className="flex flex-col gap-4">
        <JobList query={query} filters={filters} onFilter={setFilters} />
      </div>
      {filters.job !== undefined && (
        <JobSheet id={filters.job} onClose={() => setFilters({ job: undefined })} />
      )}
    </>
  );
}
