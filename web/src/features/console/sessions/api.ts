import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, expectData, expectDone } from '~/api/client';
import type { components } from '~/api/schema';

export type Session = components['schemas']['SessionsOfAll']['sessions'][number];

const BASE = '/api/v1/console/sessions';
export const SESSIONS_KEY = ['console', 'sessions'];

export interface SessionsWanted {
  person?: number | undefined;
  before?: number | undefined;
}

/** Those that are open, the newest first. */
export function sessionsQuery({ person, before }: SessionsWanted) {
  const query = { ...(person && { person }), ...(before && { before }), limit: 50 };
  return queryOptions({
    queryKey: [...SESSIONS_KEY, query],
    queryFn: ({ signal }) => expectData(api.GET(BASE, { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function endSession(id: number): Promise<void> {
  return expectDone(api.DELETE(`${BASE}/{session_id}`, { params: { path: { session_id: id } } }));
}
