import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, expectData } from '~/api/client';
import type { components } from '~/api/schema';

export type Figures = components['schemas']['QuestionFigures'];

export function figuresQuery(period: { first: string; last: string }) {
  return queryOptions({
    queryKey: ['orders', 'figures', period],
    queryFn: ({ signal }) =>
      expectData(api.GET('/api/v1/orders/desk/figures', { params: { query: period }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
}
