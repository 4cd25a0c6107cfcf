import { queryOptions } from '@tanstack/react-query';
import { api } from './client';
import { toFailure } from './failure';
import type { paths } from './schema';

export type HealthReport = paths['/readyz']['get']['responses'][200]['content']['application/json'];
export type HealthStatus = HealthReport['status'];
export type ResourceReport = HealthReport['resources'][number];

function isReport(body: unknown): body is HealthReport {
  return Array.isArray((body as HealthReport | undefined)?.resources);
}

/** A 503 with a report is an answer; a 503 of an overloaded edge or of a proxy is a failure. */
async function fetchHealth(signal: AbortSignal): Promise<HealthReport> {
  const { data, error, response } = await api.GET('/readyz', { signal });
  const body: unknown = data ?? error;
  if (isReport(body)) return body;
  throw toFailure(response, body);
}

export const healthQuery = queryOptions({
  queryKey: ['health'],
  queryFn: ({ signal }) => fetchHealth(signal),
  retry: false,
});
