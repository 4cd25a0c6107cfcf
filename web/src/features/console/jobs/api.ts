import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, expectData } from '~/api/client';
import type { components } from '~/api/schema';

type Schemas = components['schemas'];
export type Job = Schemas['JobAnswer'];
export type JobState = Job['state'];
export type JobPage = Schemas['JobList'];
export type Schedule = Schemas['ScheduleView'];

export const JOBS_KEY = ['console', 'jobs'];
const LIST_KEY = [...JOBS_KEY, 'list'];

export interface JobsWanted {
  state?: JobState | undefined;
  before?: number | undefined;
}

/** The newest first. */
export function jobsQuery({ state, before }: JobsWanted) {
  const query = { ...(state && { state }), ...(before && { before }), limit: 25 };
  return queryOptions({
    queryKey: [...LIST_KEY, query],
    queryFn: ({ signal }) => expectData(api.GET('/api/v1/jobs', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

const path = (id: number) => ({ params: { path: { job_id: id } } });

export function jobQuery(id: number) {
  return queryOptions({
    queryKey: [...JOBS_KEY, 'one', id],
    queryFn: ({ signal }) => expectData(api.GET('/api/v1/jobs/{job_id}', { ...path(id), signal })),
  });
}

export const schedulesQuery = queryOptions({
  queryKey: [...JOBS_KEY, 'schedules'],
  queryFn: ({ signal }) => expectData(api.GET('/api/v1/jobs/schedules', { signal })),
});

/** Ends what waits; what runs is asked to end. */
export function cancelJob(id: number): Promise<Job> {
  return expectData(api.DELETE('/api/v1/jobs/{job_id}', path(id)));
}

export function retryJob(id: number): Promise<Job> {
  return expectData(api.POST('/api/v1/jobs/{job_id}/retry', path(id)));
}

/** A job that counts for half a minute. */
export function startSelfTest(): Promise<Job> {
  const body = { steps: 60, pause_ms: 500 };
  return expectData(api.POST('/api/v1/jobs/self-test', { body }));
}
