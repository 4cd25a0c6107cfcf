import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, expectData } from '~/api/client';
import type { components } from '~/api/schema';

export type Counter = components['schemas']['CounterSeen'];

/** What the apps count; the server lists no names. */
export const COUNTERS = [
  { name: 'orders.tracked', key: 'ordersTracked', app: 'orders' },
  { name: 'orders.not_found', key: 'ordersNotFound', app: 'orders' },
] as const;
export type KnownCounter = (typeof COUNTERS)[number];

/** The last days, today included. */
export function counterQuery(name: string, days: number) {
  return queryOptions({
    queryKey: ['console', 'counters', name, days],
    queryFn: ({ signal }) =>
      expectData(
        api.GET('/api/v1/console/counters/{name}', {
          params: { path: { name }, query: { days } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}
