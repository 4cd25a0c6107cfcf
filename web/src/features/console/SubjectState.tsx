import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { useQuantities } from '~/lib/useFormats';
import { StatusDot } from '~/ui/StatusDot';
import type { Tone } from '~/ui/tone';
import { cacheQuery } from './cache/api';
import { hitRatio, totalOf } from './cache/totals';
import { jobsQuery } from './jobs/api';
import { locksQuery } from './locks/api';
import { mailsQuery } from './mail/api';
import { retentionQuery } from './retention/api';
import { shapesQuery } from './slow-queries/api';
import type { SubjectId } from './subjects';
import { endpointsQuery } from './webhooks/api';
import { stateOf } from './webhooks/endpointState';

const DAYS = 7;

/** What a subject is up to, in a few words; nothing while it is not known. */
export const SUBJECT_STATES: Partial<Record<SubjectId, () => ReactNode>> = {
  jobs: JobsState,
  mail: MailState,
  webhooks: WebhooksState,
  cache: CacheState,
  retention: RetentionState,
  slowQueries: SlowQueriesState,
  locks: LocksState,
};

function State({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <p className="num mt-2 flex items-center gap-2 text-xs font-medium">
      <StatusDot tone={tone} />
      {children}
    </p>
  );
}

function JobsState() {
  const t = useTranslations('consolePage.state');
  const { data } = useQuery(jobsQuery({}));
  if (data === undefined) return null;
  const { running = 0, queued = 0, held = 0 } = data.live;
  const open = running + queued + held;
  return (
    <State tone={running > 0 ? 'accent' : open > 0 ? 'warn' : 'good'}>
      {open === 0 ? t('jobsIdle') : t('jobs', { running, waiting: queued + held })}
    </State>
  );
}

function MailState() {
  const t = useTranslations('consolePage.state');
  const { data } = useQuery(mailsQuery({}));
  if (data === undefined) return null;
  const { unknown = 0, failed = 0, queued = 0, sending = 0 } = data.attention;
  if (unknown > 0) return <State tone="warn">{t('mailUnknown', { count: unknown })}</State>;
  if (failed > 0) return <State tone="bad">{t('mailFailed', { count: failed })}</State>;
  return <State tone="good">{t('mailWaiting', { count: queued + sending })}</State>;
}

function WebhooksState() {
  const t = useTranslations('consolePage.state');
  const { data } = useQuery(endpointsQuery);
  if (data === undefined) return null;
  const states = data.endpoints.map(stateOf);
  const ill = states.filter((state) => ['failing', 'tooLong', 'gone'].includes(state)).length;
  if (ill > 0) return <State tone="warn">{t('endpointsFailing', { count: ill })}</State>;
  const on = states.filter((state) => state === 'on').length;
  return <State tone={on > 0 ? 'good' : 'neutral'}>{t('endpoints', { count: on })}</State>;
}

function CacheState() {
  const t = useTranslations('consolePage.state');
  const { percent } = useQuantities();
  const { data } = useQuery(cacheQuery);
  if (data === undefined) return null;
  if (!data.enabled) return <State tone="warn">{t('cacheOff')}</State>;
  const ratio = hitRatio(totalOf(data.prefixes));
  if (ratio === null) return <State tone="neutral">{t('cacheUnread')}</State>;
  return <State tone="good">{t('cache', { share: percent(ratio) })}</State>;
}

function RetentionState() {
  const t = useTranslations('consolePage.state');
  const { data } = useQuery(retentionQuery(useLocale()));
  if (data === undefined) return null;
  const rows = data.classes.reduce((sum, each) => sum + each.rows, 0);
  return <State tone={rows > 0 ? 'neutral' : 'good'}>{t('rows', { count: rows })}</State>;
}

function SlowQueriesState() {
  const t = useTranslations('consolePage.state');
  const { data } = useQuery(shapesQuery(DAYS, 0));
  if (data === undefined) return null;
  const count = data.shapes.reduce((sum, shape) => sum + shape.count, 0);
  return <State tone={count > 0 ? 'warn' : 'good'}>{t('slow', { count, days: DAYS })}</State>;
}

function LocksState() {
  const t = useTranslations('consolePage.state');
  const { data } = useQuery(locksQuery);
  if (data === undefined) return null;
  const lapsed = data.holders.filter((holder) => holder.lapsed).length;
  if (lapsed > 0) return <State tone="warn">{t('lapsed', { count: lapsed })}</State>;
  return <State tone="good">{t('held', { count: data.holders.length })}</State>;
}
