import { queryOptions } from '@tanstack/react-query';
import { api, expectData } from '~/api/client';
import type { components } from '~/api/schema';
import { ifMatch } from '~/api/version';
import { RETAIL_KEY } from '../api';
import type { Planned } from '../goals';

type Schemas = components['schemas'];
export type Target = Schemas['SeenTarget'];
export type TargetStore = Schemas['TargetStore'];

const BASE = '/api/v1/retail/targets';
const STORES = '/api/v1/retail/stores';
export const TARGETS_KEY = [...RETAIL_KEY, 'targets'];

/** Of a year at once: a grid has no pages. */
const PAGE = 200;

interface Year {
  /** Those without a target too. */
  stores: readonly TargetStore[];
  targets: readonly Target[];
}

/** All that is within reach. */
export function targetsQuery(year: number) {
  return queryOptions({
    queryKey: [...TARGETS_KEY, year],
    queryFn: async ({ signal }): Promise<Year> => {
      const [stores, targets] = await Promise.all([
        everyPage(async (after) => {
          const query = { limit: PAGE, ...after };
          const page = await expectData(api.GET(STORES, { params: { query }, signal }));
          return { rows: page.stores, next: page.next };
        }),
        everyPage(async (after) => {
          const query = { from: `${year}-01`, to: `${year}-12`, limit: PAGE, ...after };
          const page = await expectData(api.GET(BASE, { params: { query }, signal }));
          return { rows: page.targets, next: page.next };
        }),
      ]);
      return { stores, targets };
    },
  });
}

async function everyPage<Row>(
  read: (after: { after?: string }) => Promise<{ rows: Row[]; next: string | null }>,
): Promise<Row[]> {
  const { rows, next } = await read({});
  const all = rows;
  for (let after = next; after !== null; ) {
    const page = await read({ after });
    all.push(...page.rows);
    after = page.next;
  }
  return all;
}

export interface Wanted {
  store: TargetStore;
  month: string;
  measure: Planned;
  /** Cents, or baskets; null plans none. */
  value: number | null;
}

/** A new one, which is of revenue, or a change of the one that was read. */
export function setTarget(
  { store: { id: store }, month, measure, value }: Wanted,
  known: Target | undefined,
): Promise<Target> {
  if (known === undefined) {
    const revenue = value ?? 0;
    return expectData(api.POST(BASE, { body: { store_id: store, month, revenue } }));
  }
  return expectData(
    api.PATCH(`${BASE}/{store}/{month}`, {
      params: { path: { store, month }, header: ifMatch(known.version) },
      body: { [measure]: value },
    }),
  );
}
