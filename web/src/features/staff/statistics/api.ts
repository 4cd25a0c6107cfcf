import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, expectData } from '~/api/client';
import type { components } from '~/api/schema';
import type { Language } from '~/lib/language';
import { STAFF_KEY } from '../people/api';

export type Statistics = components['schemas']['StaffStatistics'];
export type PlaceFigures = components['schemas']['FiguresOfPlace'];

export function statisticsQuery(
  place: number | undefined,
  year: number | undefined,
  language: Language,
) {
  const query = { ...(place && { place }), ...(year && { year }) };
  return queryOptions({
    queryKey: [...STAFF_KEY, 'statistics', 'place', query, language],
    queryFn: ({ signal }) =>
      expectData(api.GET('/api/v1/staff/statistics', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}
