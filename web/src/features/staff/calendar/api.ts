import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, expectData } from '~/api/client';
import type { components } from '~/api/schema';
import type { Language } from '~/lib/language';
import { ABSENCES_KEY } from '../absences/api';

export type Month = components['schemas']['Calendar'];
export type Person = components['schemas']['CalendarPerson'];
export type Away = components['schemas']['CalendarAbsence'];

export function calendarQuery(place: number, month: string | undefined, language: Language) {
  const query = { place, ...(month && { month }) };
  return queryOptions({
    queryKey: [...ABSENCES_KEY, 'calendar', query, language],
    queryFn: ({ signal }) =>
      expectData(api.GET('/api/v1/staff/calendar', { params: { query }, signal })),
    placeholderData: keepPreviousData,
    enabled: place > 0,
  });
}
