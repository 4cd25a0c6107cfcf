import { queryOptions } from '@tanstack/react-query';
import { api, expectData } from '~/api/client';
import type { components } from '~/api/schema';

export type Holder = components['schemas']['HolderSeen'];

/** In all processes, the longest holding first. */
export const locksQuery = queryOptions({
  queryKey: ['console', 'locks'],
  queryFn: ({ signal }) => expectData(api.GET('/api/v1/console/locks', { signal })),
});
