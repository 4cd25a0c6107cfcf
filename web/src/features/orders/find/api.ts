import { queryOptions } from '@tanstack/react-query';
import { api, expectData } from '~/api/client';
import type { TrackedOrder } from '../track';

/** An order without its name. Each reading is recorded, so nothing asks by itself. */
export function orderQuery(number: string, language: string) {
  return queryOptions({
    queryKey: ['orders', 'find', number, language],
    queryFn: async ({ signal }): Promise<TrackedOrder> => {
      const params = { path: { number } };
      const card = await expectData(
        api.GET('/api/v1/orders/desk/orders/{number}', { params, signal }),
      );
      // Nothing is held back from staff: what is null is not recorded.
      return { ...card, designation: card.designation ?? '—', history: card.history ?? [] };
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
}
