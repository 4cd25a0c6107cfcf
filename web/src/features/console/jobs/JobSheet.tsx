import { useQuery } from '@tanstack/react-query';
import { Ban, RotateCw, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useQuantities } from '~/lib/useFormats';
import { Button } from '~/ui/Button';
import { CodeBlock } from '~/ui/CodeBlock';
import { Notice } from '~/ui/Notice';
import { QueryView } from '~/ui/QueryView';
import { Sheet } from '~/ui/Sheet';
import { When } from '~/ui/When';
import { Facts } from '../Facts';
import { Section } from '../Section';
import { type Job, jobQuery } from './api';
import { JobBadge } from './JobBadge';
import { JobProgress } from './JobProgress';
import { secondsOf } from './secondsOf';

export function JobSheet({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTranslations('consoleJobs');
  const query = useQuery(jobQuery(id));
  const job = query.data;
  return (
    <Sheet
      isOpen
      onClose={onClose}
      title={job?.name ?? t('table.number', { id })}
      subtitle={job && t('table.number', { id })}
      aside={job && <JobBadge state={job.state} />}
      actions={job && <JobActions job={job} />}
    >
      <QueryView query={query}>{(found) => <JobDetails job={found} />}</QueryView>
    </Sheet>
  );
}

function JobActions({ job }: { job: Job }) {
  const t = useTranslations('consoleJobs');
  const open = job.state === 'held' || job.state === 'queued' || job.state === 'running';
  if (open) {
    return (
      <Button icon={Ban} isDisabled={job.cancel_asked}>
        {t('cancel.action')}
      </Button>
    );
  }
  if (job.state === 'done') return null;
  return <Button icon={RotateCw}>{t('retry.action')}</Button>;
}

const pretty = (value: unknown) => JSON.stringify(value, null, 2);

function JobDetails({ job }: { job: Job }) {
  const t = useTranslations('consoleJobs.details');
  const { duration } = useQuantities();
  const took = secondsOf(job);
  const moment = (at: string | null) => at && <When full at={at} />;
  const count = (value: number) => (value > 0 ? value : null);
  return (
    <>
      {job.reason && job.state !== 'cancelled' && (
        <Notice
          icon={TriangleAlert}
          tone={job.state === 'failed' ? 'bad' : 'warn'}
          title={t('reason')}
          className="mb-5"
        >
          <p className="font-mono text-xs break-words">{job.reason}</p>
        </Notice>
      )}
      <JobProgress job={job} />
      <Section title={t('facts')}>
        <Facts
          facts={[
            [t('created'), moment(job.created_at)],
            [t('due'), job.state === 'queued' && moment(job.due_at)],
            [t('started'), moment(job.started_at)],
            [t('ended'), moment(job.ended_at)],
            [t('took'), took !== null && duration(took)],
            [t('attempt'), count(job.attempt)],
            [t('failures'), count(job.failures)],
            [t('lapses'), count(job.lapses)],
            [t('worker'), job.worker],
            [t('key'), job.key],
            [t('scheduledFor'), moment(job.scheduled_for)],
          ]}
        />
      </Section>
      <Section title={t('arguments')}>
        {Object.keys(job.arguments).length > 0 ? (
          <CodeBlock label={t('arguments')} text={pretty(job.arguments)} />
        ) : (
          <p className="text-sm text-mute">{t('noArguments')}</p>
        )}
      </Section>
      {job.result !== null && job.result !== undefined && (
        <Section title={t('result')}>
          <CodeBlock label={t('result')} text={pretty(job.result)} />
        </Section>
      )}
    </>
  );
}
