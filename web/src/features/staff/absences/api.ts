import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, expectData } from '~/api/client';
import type { components } from '~/api/schema';
import { ifMatch } from '~/api/version';
import type { Language } from '~/lib/language';
import { STAFF_KEY, type Whose } from '../people/api';

type Schemas = components['schemas'];
export type Absence = Schemas['SeenAbsence'];
export type AbsenceDraft = Schemas['AbsenceDraft'];
export type Balance = Schemas['SeenBalance'];
export type Half = 'morning' | 'afternoon';
export type State = Absence['state'];

export const ABSENCES_KEY = [...STAFF_KEY, 'absences'];
export const BALANCES_KEY = [...STAFF_KEY, 'balances'];
/** What changes with an absence. */
export const TOUCHED = [ABSENCES_KEY, BALANCES_KEY, [...STAFF_KEY, 'statistics']];

export const SORTS = ['first_on', 'asked_at', 'name'] as const;
export const STATES = ['pending', 'approved', 'refused', 'cancelled'] as const;

const ABSENCES = '/api/v1/staff/absences';
const PAGE = 50;

interface Asked {
  sort: (typeof SORTS)[number] | `-${(typeof SORTS)[number]}`;
  after?: string;
}

export interface AbsenceFilters {
  employee?: number | undefined;
  place?: number | undefined;
  kind?: string | undefined;
  state?: State | undefined;
}

export function kindsQuery(language: Language) {
  return queryOptions({
    queryKey: [...ABSENCES_KEY, 'kinds', language],
    queryFn: ({ signal }) => expectData(api.GET(`${ABSENCES}/kinds`, { signal })),
    staleTime: 300_000,
  });
}

export function absencesQuery(asked: Asked, filters: AbsenceFilters, language: Language) {
  const { employee, place, kind, state } = filters;
  const query = {
    ...asked,
    limit: PAGE,
    ...(employee && { employee }),
    ...(place && { place }),
    ...(kind && { kind }),
    ...(state && { state }),
  };
  return queryOptions({
    queryKey: [...ABSENCES_KEY, 'list', query, language],
    queryFn: ({ signal }) => expectData(api.GET(ABSENCES, { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function ownAbsencesQuery(after: string | undefined, language: Language) {
  const query = { limit: 20, ...(after && { after }) };
  return queryOptions({
    queryKey: [...ABSENCES_KEY, 'own', query, language],
    queryFn: ({ signal }) =>
      expectData(api.GET('/api/v1/staff/me/absences', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function absenceQuery(id: number, language: Language) {
  return queryOptions({
    queryKey: [...ABSENCES_KEY, 'one', id, language],
    queryFn: ({ signal }) =>
      expectData(api.GET(`${ABSENCES}/{id}`, { params: { path: { id } }, signal })),
  });
}

export function balancesQuery(whose: Whose, language: Language) {
  return queryOptions({
    queryKey: [...BALANCES_KEY, whose, language],
    queryFn: ({ signal }) =>
      whose === 'me'
        ? expectData(api.GET('/api/v1/staff/me/balances', { signal }))
        : expectData(
            api.GET('/api/v1/staff/people/{id}/balances', {
              params: { path: { id: whose } },
              signal,
            }),
          ),
  });
}

export interface Wish {
  kind: string;
  first_on: string;
  first_half: Half;
  last_on: string;
  last_half: Half;
}

export function measureQuery(wish: Wish, wanted: boolean) {
  return queryOptions({
    queryKey: [...ABSENCES_KEY, 'measure', wish],
    queryFn: ({ signal }) =>
      expectData(api.GET(`${ABSENCES}/measure`, { params: { query: wish }, signal })),
    enabled: wanted,
    retry: false,
    placeholderData: keepPreviousData,
  });
}

export function ask(body: AbsenceDraft): Promise<Absence> {
  return expectData(api.POST(ABSENCES, { body }));
}

export type Verb = 'approve' | 'refuse' | 'cancel';

export function decide({ id, version }: Absence, verb: Verb, note: string): Promise<Absence> {
  const given = {
    params: { path: { id }, header: ifMatch(version) },
    body: { note: note || null },
  };
  switch (verb) {
    case 'approve':
      return expectData(api.POST(`${ABSENCES}/{id}/approve`, given));
    case 'refuse':
      return expectData(api.POST(`${ABSENCES}/{id}/refuse`, given));
    case 'cancel':
      return expectData(api.POST(`${ABSENCES}/{id}/cancel`, given));
  }
}
