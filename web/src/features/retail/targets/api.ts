import { queryOptions } from '@tanstack/react-query';
import { api, expectData } from '~/api/client';
import type { components } from '~/api/schema';
import { ifMatch } from '~/api/version';
import { RETAIL_KEY } from '../api';

type Schemas = components['schemas'];
export type Target = Schemas['SeenTarget'];
export type TargetStore = Schemas['TargetStore'];

const BASE = '/api/v1/retail/targets';
export const TARGETS_KEY = [...RETAIL_KEY, 'targets'];

/** Of a year at once: a grid has no pages. */
const PAGE = 500;

/** Every target of a year within reach. */
export function targetsQuery(year: number) {
  return queryOptions({
    queryKey: [...TARGETS_KEY, year],
    queryFn: async ({ signal }) => {
      const found: Target[] = [];
      let after: string | null = null;
      do {
        const query = {
          ...{ from: `${year}-01`, to: `${year}-12`, limit: PAGE },
          ...(after !== null && { after }),
        };
        const page: Schemas['SeenTargets'] = await expectData(
          api.GET(BASE, { params: { query }, signal }),
        );
        found.push(...page.targets);
        after = page.next;
      } while (after !== null);
      return found;
    },
  });
}

/** A new one, or another amount for the one that was read. */
export function setTarget(
  store: number,
  month: string,
  revenue: number,
  known: Target | undefined,
): Promise<Target> {
  if (known === undefined) {
    return expectData(api.POST(BASE, { body: { store_id: store, month, revenue } }));
  }
  return expectData(
    api.PATCH(`${BASE}/{store_id}/{month}`, {
      params: { path: { store_id: store, month }, header: ifMatch(known.version) },
      body: { revenue },
    }),
  );
}
