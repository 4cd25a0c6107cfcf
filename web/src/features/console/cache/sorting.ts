import { oneOf } from '~/lib/useFilters';
import type { Sort } from '~/ui/DataTable';
import type { CachePrefix } from './api';
import { askedOf, meanLoad } from './totals';

const AMOUNTS = {
  asked: askedOf,
  loads: (row: CachePrefix) => row.loads,
  mean: (row: CachePrefix) => meanLoad(row) ?? 0,
  memory: (row: CachePrefix) => row.bytes,
} as const;

export type SortKey = keyof typeof AMOUNTS;
const KEYS = Object.keys(AMOUNTS) as SortKey[];

export interface SortFilters {
  by: SortKey;
  order: 'up' | 'down';
}

/** What is read most stands first. */
export function readSort(search: Record<string, unknown>): SortFilters {
  return {
    by: oneOf(KEYS, search.by) ?? 'asked',
    order: oneOf(['up', 'down'] as const, search.order) ?? 'down',
  };
}

export function sorted(prefixes: readonly CachePrefix[], { by, descending }: Sort<SortKey>) {
  const amount = AMOUNTS[by];
  const sign = descending ? -1 : 1;
  return prefixes.toSorted((one, other) => sign * (amount(one) - amount(other)));
}
