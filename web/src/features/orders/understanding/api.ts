import { queryOptions } from '@tanstack/react-query';
import { api, expectData } from '~/api/client';
import type { components } from '~/api/schema';

export type Part = components['schemas']['PartSeen'];
export type Share = components['schemas']['ShareSeen'];

export type Reading = components['schemas']['UnderstoodSentence'];

/** Neither kept nor logged: a sentence may hold a name. */
export function readSentence(text: string): Promise<Reading> {
  return expectData(api.POST('/api/v1/orders/understanding', { body: { text } }));
}

/** Measured anew with each version, and the same until the next. */
export const evaluationQuery = queryOptions({
  queryKey: ['orders', 'evaluation'],
  queryFn: ({ signal }) => expectData(api.GET('/api/v1/orders/evaluation', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});
