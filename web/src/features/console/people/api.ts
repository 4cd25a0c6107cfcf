import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, expectData, expectDone } from '~/api/client';
import type { components } from '~/api/schema';

type Schemas = components['schemas'];
export type Person = Schemas['Person'];
export type PersonStatus = Person['status'];
export type PersonDraft = Schemas['PersonDraft'];
export type PersonChange = Schemas['PersonChange'];
export type RoleDraft = Schemas['RoleDraft'];
export type Role = RoleDraft['role'];

export const PEOPLE_KEY = ['console', 'people'];

const BASE = '/api/v1/console/people';
const one = (id: number) => ({ params: { path: { id } } });

export interface PeopleWanted {
  search?: string | undefined;
  role?: Role | undefined;
  status?: PersonStatus | undefined;
  place?: number | undefined;
  before?: number | undefined;
}

/** By id, the newest first. Roles have their titles in the language of the page. */
export function peopleQuery(wanted: PeopleWanted, language: string) {
  const { search, role, status, place, before } = wanted;
  const query = {
    ...(search && { search }),
    ...(role && { role }),
    ...(status && { status }),
    ...(place && { place }),
    ...(before && { before }),
    limit: 25,
  };
  return queryOptions({
    queryKey: [...PEOPLE_KEY, 'list', language, query],
    queryFn: ({ signal }) => expectData(api.GET(BASE, { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function personQuery(id: number, language: string) {
  return queryOptions({
    queryKey: [...PEOPLE_KEY, 'one', language, id],
    queryFn: ({ signal }) => expectData(api.GET(`${BASE}/{id}`, { ...one(id), signal })),
  });
}

/** Adds somebody, and has the invitation mailed. */
export function addPerson(body: PersonDraft): Promise<Person> {
  return expectData(api.POST(BASE, { body }));
}

export function changePerson(id: number, body: PersonChange): Promise<Person> {
  return expectData(api.PATCH(`${BASE}/{id}`, { ...one(id), body }));
}

export function giveRoles(id: number, roles: RoleDraft[]): Promise<Person> {
  return expectData(api.PUT(`${BASE}/{id}/roles`, { ...one(id), body: { roles } }));
}

export const STEPS = ['invite', 'reset', 'sign-out', 'disable', 'enable'] as const;
export type Step = (typeof STEPS)[number];

/** One of the things that can be done about somebody; each answers with the person after it. */
export function take(id: number, step: Step): Promise<Person> {
  return expectData(api.POST(`${BASE}/{id}/${step}`, one(id)));
}

export function erasePerson(id: number): Promise<void> {
  return expectDone(api.POST(`${BASE}/{id}/erase`, one(id)));
}
