import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { useQuantities } from '~/lib/useFormats';
import { CodeBlock } from '~/ui/CodeBlock';
import { Facts } from '~/ui/Facts';
import { Notice } from '~/ui/Notice';
import { QueryView } from '~/ui/QueryView';
import { Section } from '~/ui/Section';
import { Sheet } from '~/ui/Sheet';
import { When } from '~/ui/When';
import { type Job, jobQuery } from './api';
import { JobActions } from './JobActions';
import { JobBadge } from './JobBadge';
import { JobProgress } from './JobProgress';
import { secondsOf } from './secondsOf';
import { useJobWords } from './useJobWords';
import { useLiveJobs } from './useLiveJobs';

interface Props {
  id: number;
  manages: boolean;
  onClose: () => void;
}

export function JobSheet({ id, manages, onClose }: Props) {
  const t = useTranslations('consoleJobs');
  const words = useJobWords();
  const query = useQuery(jobQuery(id));
  const job = query.data;
  useLiveJobs(job ? [job] : []);
  return (
    <Sheet
      isOpen
      onClose={onClose}
      title={job ? words.job(job.name) : t('table.number', { id: String(id) })}
      subtitle={job && t('table.number', { id: String(id) })}
      aside={job && <JobBadge state={job.state} />}
      actions={manages && job && job.state !== 'done' && <JobActions job={job} />}
    >
      <QueryView query={query}>{(found) => <JobDetails job={found} />}</QueryView>
    </Sheet>
  );
}

function JobDetails({ job }: { job: Job }) {
  const t = useTranslations('consoleJobs.details');
  const { duration } = useQuantities();
  const words = useJobWords();
  const reason = job.reason && words.reason(job.reason);
  const took = secondsOf(job);
  const moment = (at: string | null) => at && <When full at={at} />;
  const count = (value: number) => (value > 0 ? value : null);
  return (
    <>
      {job.reason !== null && job.state !== 'cancelled' && (
        <Notice
          icon={TriangleAlert}
          tone={job.state === 'failed' ? 'bad' : 'warn'}
          title={t('reason')}
          className="mb-5"
        >
          <p className={cx('break-words', reason === job.reason && 'font-mono text-xs')}>
            {reason}
          </p>
        </Notice>
      )}
      <JobProgress job={job} />
      <Section title={t('facts')}>
        <Facts
          facts={[
            [t('created'), moment(job.created_at)],
            [t('due'), moment(job.due_at)],
            [t('started'), moment(job.started_at)],
            [t('ended'), moment(job.ended_at)],
            [t('took'), took !== null && duration(took)],
            [t('attempt'), count(job.attempt)],
            [t('failures'), count(job.failures)],
            [t('name'), words.job(job.name) !== job.name && job.name],
            [t('group'), job.group_id],
            [t('key'), job.key],
            [t('scheduledFor'), moment(job.scheduled_for)],
          ]}
        />
      </Section>
      {job.result !== null && (
        <Section title={t('result')}>
          <CodeBlock label={t('result')} text={JSON.stringify(job.result, null, 2)} />
        </Section>
      )}
    </>
  );
}
