import type { CachePrefix } from './api';

export type Counts = Pick<
  CachePrefix,
  | 'memory_hits'
  | 'valkey_hits'
  | 'misses'
  | 'stale_served'
  | 'loads'
  | 'load_s'
  | 'entries'
  | 'bytes'
>;

const NOTHING: Counts = {
  memory_hits: 0,
  valkey_hits: 0,
  misses: 0,
  stale_served: 0,
  loads: 0,
  load_s: 0,
  entries: 0,
  bytes: 0,
};
const KEYS = Object.keys(NOTHING) as (keyof Counts)[];

/** All prefixes together. */
export function totalOf(prefixes: readonly Counts[]): Counts {
  const total = { ...NOTHING };
  for (const one of prefixes) for (const key of KEYS) total[key] += one[key];
  return total;
}

/** How often something was read, whoever answered. */
export function askedOf(counts: Counts): number {
  return counts.memory_hits + counts.valkey_hits + counts.stale_served + counts.misses;
}

/** The share of reads that the cache answered by itself, fresh; null before the first read. */
export function hitRatio(counts: Counts): number | null {
  const asked = askedOf(counts);
  return asked === 0 ? null : (counts.memory_hits + counts.valkey_hits) / asked;
}

/** Seconds that a load takes on average; null before the first. */
export function meanLoad(counts: Counts): number | null {
  return counts.loads === 0 ? null : counts.load_s / counts.loads;
}
