import { queryOptions } from '@tanstack/react-query';

export interface CachePrefix {
  prefix: string;
  memory_hits: number;
  valkey_hits: number;
  misses: number;
  stale_served: number;
  loads: number;
  load_errors: number;
  load_s: number;
  entries: number;
  bytes: number;
}
export interface CacheReport {
  enabled: boolean;
  prefixes: CachePrefix[];
}

export const CACHE_KEY = ['console', 'cache'];

export const cacheQuery = queryOptions({
  queryKey: CACHE_KEY,
  queryFn: async (): Promise<CacheReport> => (await fetch('/api/v1/console/cache')).json(),
  refetchInterval: 5000,
});

export async function clearCache(prefix: string | null): Promise<void> {
  void prefix;
}

export async function switchCache(enabled: boolean): Promise<void> {
  void enabled;
}
