import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ChevronLeft, Eye, FlaskConical, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { useAmounts } from '~/lib/useAmounts';
import { JobProgress } from '~/parts/job/JobProgress';
import { type FollowedJob, useFollowedJob } from '~/parts/job/useFollowedJob';
import { WhySheet } from '~/parts/why/WhySheet';
import { Notice } from '~/ui/Notice';
import { PageHeader } from '~/ui/PageHeader';
import { QueryView } from '~/ui/QueryView';
import { useAction } from '~/ui/useAction';
import { explainRun, RUNS_KEY, type RunDetail, runKey, runQuery, stopRun } from './api';
import { Difference } from './Difference';
import en from './messages/en';
import fr from './messages/fr';
import { Payslips } from './Payslips';
import { RunActions } from './RunActions';
import { isComputing, RunBadge } from './RunBadge';
import { RunFigures } from './RunFigures';
import { Sites } from './Sites';

export function RunPage() {
  return (
    <FeatureMessages namespace="staffPay" catalogues={{ fr, en }}>
      <Page />
    </FeatureMessages>
  );
}

function Page() {
  const { id = '' } = useParams({ strict: false });
  const run = Number(id);
  const query = useQuery(runQuery(run));
  return (
    <>
      <Back />
      <QueryView query={query}>{(found) => <Run key={found.id} run={found} />}</QueryView>
      <WhySheet
        scope={runKey(run)}
        read={(why, signal) =>
          why === 'net' || why === 'difference'
            ? explainRun(run, { of: why }, signal)
            : explainRun(run, { of: 'difference', site: Number(why) }, signal)
        }
      />
    </>
  );
}

function Back() {
  const t = useTranslations('staffPay.run');
  return (
    <Link
      to="/staff/salaries"
      className="mb-2 -ml-1 inline-flex h-8 items-center gap-1 rounded-lg px-1 text-sm font-medium text-accent max-sm:h-11 print:hidden"
    >
      <ChevronLeft aria-hidden size={16} />
      {t('back')}
    </Link>
  );
}

function Run({ run }: { run: RunDetail }) {
  const t = useTranslations('staffPay');
  const { longMonth } = useAmounts();
  const runs = may(useMe(), 'staff.salaries.run');
  const month = longMonth(run.month);
  const computing = isComputing(run);
  return (
    <>
      <PageHeader
        title={`${t(`kinds.${run.kind}`)} · ${month}`}
        description={
          <span className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
            <RunBadge run={run} />
            {t('payslip.scheme', { version: run.scheme.version })}
          </span>
        }
        actions={runs && <RunActions run={run} />}
      />
      <div className="flex flex-col gap-4">
        {computing && <Computation run={run} stoppable={runs} />}
        <Warnings run={run} runs={runs} />
        <RunFigures run={run} />
        {run.before !== null && !computing && <Difference run={run} />}
        <Sites run={run} />
        {!computing && run.state !== 'draft' && <Payslips run={run} />}
        <Notice icon={FlaskConical} tone="neutral" title={t('demonstration')}>
          {run.scheme.source}
        </Notice>
      </div>
    </>
  );
}

/** What should be known before the figures. */
function Warnings({ run, runs }: { run: RunDetail; runs: boolean }) {
  const t = useTranslations('staffPay.run');
  const paused = run.state === 'draft' && !isComputing(run);
  const reason = run.job?.reason;
  return (
    <>
      {paused && (
        <Notice icon={TriangleAlert} tone="warn" title={t('paused')}>
          {t('pausedText', { done: run.totals.people })}{' '}
          {run.job?.state === 'failed' && reason && t('failed', { reason })}
        </Notice>
      )}
      {run.state === 'computed' && run.mine && runs && (
        <Notice icon={Eye} tone="accent" title={t('fourEyes')}>
          {t('fourEyesText')}
        </Notice>
      )}
      {run.without_salary > 0 && (
        <Notice icon={TriangleAlert} tone="warn">
          {t('withoutSalary', { count: run.without_salary })}
        </Notice>
      )}
    </>
  );
}

function Computation({ run, stoppable }: { run: RunDetail; stoppable: boolean }) {
  const t = useTranslations('staffPay.run');
  const queries = useQueryClient();
  const job: FollowedJob = {
    id: run.job?.id ?? 0,
    events: `api/v1/staff/salaries/runs/${run.id}/events`,
    look: async () => {
      const { job: seen } = await queries.fetchQuery({ ...runQuery(run.id), staleTime: 0 });
      const known = seen ?? { state: 'done', done: null, total: null, reason: null };
      return { ...known, message: null };
    },
  };
  const { standing } = useFollowedJob(job, () => {
    void queries.invalidateQueries({ queryKey: RUNS_KEY });
  });
  const stop = useAction({
    run: () => stopRun(run.id),
    done: () => t('stopped'),
    refresh: [RUNS_KEY],
  });
  return (
    <div className="card px-4 py-3">
      <JobProgress
        label={t('computing')}
        standing={standing}
        cancelling={stop.isPending || (run.job?.cancelling ?? false)}
        onCancel={stoppable ? () => stop.mutate(undefined) : undefined}
      />
    </div>
  );
}
