import { useQueryClient } from '@tanstack/react-query';
import { useEvents } from '~/lib/events/useEvents';
import { JOBS_KEY, type Job, type JobPage } from './api';
import { isOpen } from './states';

/** What one page may follow. */
const MOST_TOPICS = 32;

type Progress = Pick<Job, 'done' | 'total' | 'message'>;

/**
 * Follows the jobs that wait or run: their progress is written into what was read; a change of state
 * reads everything anew, for it moves jobs between lists. True while the stream stands.
 */
export function useLiveJobs(jobs: readonly Job[]): boolean {
  const queries = useQueryClient();
  const topics = jobs
    .filter((job) => isOpen(job.state))
    .slice(0, MOST_TOPICS)
    .map(({ id }) => `jobs.${id}`);
  const readAnew = () => void queries.invalidateQueries({ queryKey: JOBS_KEY });
  return useEvents(topics, ({ event, topic, data }) => {
    if (event !== 'progress') return readAnew();
    const id = Number(topic.slice('jobs.'.length));
    // It may have begun before the stream stood: then nobody was told of it.
    if (jobs.some((job) => job.id === id && job.state !== 'running')) readAnew();
    const progress = data as Progress;
    const moved = (job: Job): Job => (job.id === id ? { ...job, ...progress } : job);
    queries.setQueriesData<JobPage>({ queryKey: [...JOBS_KEY, 'list'] }, (page) =>
      page === undefined ? page : { ...page, jobs: page.jobs.map(moved) },
    );
    queries.setQueryData<Job>([...JOBS_KEY, 'one', id], (job) => job && moved(job));
  });
}
