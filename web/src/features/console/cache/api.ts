import { queryOptions } from '@tanstack/react-query';
import { api, expectData } from '~/api/client';
import type { components } from '~/api/schema';

type Schemas = components['schemas'];
export type CachePrefix = Schemas['CachedPrefix'];
export type CacheReport = Schemas['CacheSeen'];
/** Whether the other processes have been told. */
export type Told = Schemas['CacheTold'];

export const CACHE_KEY = ['console', 'cache'];

const BASE = '/api/v1/console/cache';

export const cacheQuery = queryOptions({
  queryKey: CACHE_KEY,
  queryFn: ({ signal }) => expectData(api.GET(BASE, { signal })),
});

/** Forgets one prefix, or everything, in all processes. */
export function clearCache(prefix: string | null): Promise<Told> {
  if (prefix === null) return expectData(api.POST(`${BASE}/empty`));
  return expectData(api.POST(`${BASE}/clear`, { body: { prefix } }));
}

export function switchCache(enabled: boolean): Promise<Told> {
  return expectData(api.POST(`${BASE}/switch`, { body: { enabled } }));
}
