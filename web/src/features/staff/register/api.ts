import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, expectData } from '~/api/client';
import type { components } from '~/api/schema';
import type { Language } from '~/lib/language';
import { STAFF_KEY } from '../people/api';

export type Entry = components['schemas']['RegisterEntry'];

export const SORTS = ['hired_on'] as const;
export const STANDINGS = ['present', 'left'] as const;

const PAGE = 50;

export interface RegisterFilters {
  search: string | undefined;
  place: number | undefined;
  status: (typeof STANDINGS)[number] | undefined;
}

interface Asked {
  sort: 'hired_on' | '-hired_on';
  after?: string;
}

export function registerQuery(asked: Asked, filters: RegisterFilters, language: Language) {
  const { search, place, status } = filters;
  const query = {
    ...asked,
    limit: PAGE,
    ...(search && { search }),
    ...(place && { place }),
    ...(status && { status }),
  };
  return queryOptions({
    queryKey: [...STAFF_KEY, 'register', query, language],
    queryFn: ({ signal }) =>
      expectData(api.GET('/api/v1/staff/register', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}
