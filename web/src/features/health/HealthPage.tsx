import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { asFailure } from '~/api/failure';
import { type HealthReport, healthQuery } from '~/api/health';
import { announce } from '~/lib/announce';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { useDelayed } from '~/lib/useDelayed';
import { FailureState } from '~/ui/FailureState';
import { PageHeader } from '~/ui/PageHeader';
import { Skeleton } from '~/ui/Skeleton';
import en from './messages/en';
import fr from './messages/fr';
import { RefreshControls } from './RefreshControls';
import { ResourceTable } from './ResourceTable';
import { Summary } from './Summary';
import { useHealthHistory } from './useHealthHistory';

const POLL_S = 5;

export function HealthPage() {
  return (
    <FeatureMessages namespace="healthPage" catalogues={{ fr, en }}>
      <Health />
    </FeatureMessages>
  );
}

function Health() {
  const t = useTranslations('healthPage');
  const [paused, setPaused] = useState(false);
  const { data, dataUpdatedAt, error, isPending, refetch } = useQuery({
    ...healthQuery,
    refetchInterval: paused ? false : POLL_S * 1000,
    // Left behind another window, the page asks no more.
    refetchIntervalInBackground: false,
  });
  const history = useHealthHistory(data, dataUpdatedAt);
  const slow = useDelayed(isPending);
  useSpokenChange(data);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <RefreshControls
            readAt={dataUpdatedAt}
            everyS={POLL_S}
            paused={paused}
            onPause={setPaused}
            onRefresh={() => void refetch()}
          />
        }
      />
      {data ? (
        <div className="flex flex-col gap-4">
          <Summary report={data} staleSince={error ? dataUpdatedAt : null} />
          <ResourceTable resources={data.resources} history={history} faded={error !== null} />
        </div>
      ) : error ? (
        <div className="card">
          <FailureState failure={asFailure(error)} onRetry={() => void refetch()} />
        </div>
      ) : (
        slow && <HealthSkeleton />
      )}
    </>
  );
}

/** Says a change of state, and not every report. */
function useSpokenChange(report: HealthReport | undefined) {
  const t = useTranslations();
  const before = useRef(report?.status);
  useEffect(() => {
    if (report === undefined) return;
    if (before.current !== undefined && before.current !== report.status) {
      announce(t('healthPage.refresh.changed', { state: t(`health.${report.status}`) }));
    }
    before.current = report.status;
  }, [report, t]);
}

function HealthSkeleton() {
  return (
    <div className="flex flex-col gap-4">
      <Skeleton className="h-19 rounded-xl" />
      <Skeleton className="h-64 rounded-xl" />
    </div>
  );
}
