import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, expectData } from '~/api/client';
import type { components } from '~/api/schema';

type Schemas = components['schemas'];
export type SlowShape = Schemas['SlowShapeSeen'];
export type SlowStatement = Schemas['SlowStatementSeen'];

const KEY = ['console', 'slow-queries'];
const STATEMENTS_SHOWN = 20;

/** Those that took the most time first. */
export function shapesQuery(days: number, leastMs: number) {
  const query = { days, least_ms: leastMs };
  return queryOptions({
    queryKey: [...KEY, 'shapes', query],
    queryFn: ({ signal }) =>
      expectData(api.GET('/api/v1/console/slow-queries', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** The latest runs of one shape. */
export function statementsQuery(digest: string, days: number) {
  const query = { digest, days, limit: STATEMENTS_SHOWN };
  return queryOptions({
    queryKey: [...KEY, 'statements', query],
    queryFn: ({ signal }) =>
      expectData(api.GET('/api/v1/console/slow-queries/statements', { params: { query }, signal })),
  });
}
