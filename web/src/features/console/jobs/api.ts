import { keepPreviousData, queryOptions } from '@tanstack/react-query';

export type JobState = 'held' | 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
export interface Job {
  id: string;
  name: string;
  state: JobState;
  key: string | null;
  arguments: Record<string, unknown>;
  done: number | null;
  total: number | null;
  message: string | null;
  attempt: number;
  failures: number;
  lapses: number;
  reason: string | null;
  worker: string | null;
  created_at: string;
  due_at: string | null;
  started_at: string | null;
  ended_at: string | null;
  cancel_asked: boolean;
  result: unknown;
  result_until: string | null;
  scheduled_for: string | null;
}
export interface JobPage {
  items: Job[];
  next: string | null;
}

async function get<T>(path: string): Promise<T> {
  return (await fetch(path)).json();
}

export function jobQuery(id: string) {
  return queryOptions({
    queryKey: ['jobs', 'one', id],
    queryFn: () => get<Job>(`/api/v1/jobs/${id}`),
  });
}

export function jobsQuery(filters: {
  state?: string | undefined;
  name?: string | undefined;
  after?: string | undefined;
}) {
  return queryOptions({
    queryKey: ['jobs', 'list', filters],
    queryFn: () =>
      get<JobPage>(`/api/v1/jobs?${new URLSearchParams(JSON.parse(JSON.stringify(filters)))}`),
    placeholderData: keepPreviousData,
    refetchInterval: 5000,
  });
}
