import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { asFailure } from '~/api/failure';
import { type HealthReport, healthQuery } from '~/api/health';
import { useDelayed } from '~/lib/useDelayed';
import { useFormats } from '~/lib/useFormats';
import { Card } from '~/ui/Card';
import { FailureState } from '~/ui/FailureState';
import { HEALTH_TONES } from '~/ui/healthTones';
import { RESOURCE_TONES } from '~/ui/resourceTones';
import { Skeleton } from '~/ui/Skeleton';
import { StatusDot } from '~/ui/StatusDot';
import { INK } from '~/ui/tone';
import { useResourceName } from '~/ui/useResourceName';

const SKELETON_ROWS = ['a', 'b', 'c', 'd'];

export function HealthCard() {
  const t = useTranslations('homePage.health');
  const { data: report, error, refetch, isPending } = useQuery(healthQuery);
  const slow = useDelayed(isPending);
  return (
    <Card
      flush
      title={t('title')}
      action={
        <Link
          to="/health"
          className="-mr-2 rounded-lg px-2 py-1 text-sm font-medium text-accent hover:bg-accent-soft max-sm:py-3"
        >
          {t('open')}
        </Link>
      }
    >
      {error ? (
        <FailureState failure={asFailure(error)} onRetry={() => void refetch()} />
      ) : report ? (
        <Report report={report} />
      ) : (
        slow && <ReportSkeleton />
      )}
    </Card>
  );
}

/** The servers; the rest is on the page of its own, unless it is down. */
const MAIN = ['database', 'cache', 'state', 'production'];
const isMain = (name: string) => MAIN.includes(name.split('.').at(-1) ?? name);

function Report({ report }: { report: HealthReport }) {
  const t = useTranslations();
  const { milliseconds } = useFormats();
  const resourceName = useResourceName();
  const used = report.resources.filter(({ status }) => status !== 'off');
  const up = used.filter(({ status }) => status === 'up').length;
  const shown = report.resources.filter(({ name, status }) => status === 'down' || isMain(name));
  return (
    <>
      <div className="px-4 pb-3">
        <p className={`font-medium ${INK[HEALTH_TONES[report.status]]}`}>
          {t(`health.${report.status}`)}
        </p>
        <p className="num text-sm text-mute">{t('homePage.health.up', { up, all: used.length })}</p>
      </div>
      <ul className="border-t border-line py-1.5">
        {shown.map(({ name, status, latency_ms: latency }) => (
          <li key={name} className="flex min-h-8 items-center gap-2.5 px-4 text-sm">
            <StatusDot tone={RESOURCE_TONES[status]} />
            <span className="min-w-0 flex-1 truncate">{resourceName(name)}</span>
            <span className="num text-xs text-mute">
              {status === 'up' && latency !== null
                ? milliseconds(latency)
                : t(`homePage.health.state.${status}`)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function ReportSkeleton() {
  return (
    <div className="px-4 pb-4">
      <Skeleton className="h-4 w-32" />
      <Skeleton className="mt-2 mb-4 h-4 w-44" />
      {SKELETON_ROWS.map((row) => (
        <Skeleton key={row} className="my-3 h-4" />
      ))}
    </div>
  );
}
