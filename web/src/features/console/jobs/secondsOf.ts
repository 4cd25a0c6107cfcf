import type { Job } from './api';

/** How long the last attempt took, in seconds; null for what has not begun or has not ended. */
export function secondsOf(job: Pick<Job, 'started_at' | 'ended_at'>): number | null {
  if (job.started_at === null || job.ended_at === null) return null;
  return (Date.parse(job.ended_at) - Date.parse(job.started_at)) / 1000;
}
