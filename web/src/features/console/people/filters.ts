import { naturalNumber, oneOf, text } from '~/lib/useFilters';
import type { PersonStatus, Role } from './api';

export const ROLES = [
  'administrator',
  'director',
  'manager',
  'analyst',
  'agent',
  'employee',
] as const satisfies readonly Role[];

export const STATUSES = [
  'active',
  'invited',
  'disabled',
  'erased',
] as const satisfies readonly PersonStatus[];

export interface PeopleFilters {
  search: string | undefined;
  role: Role | undefined;
  status: PersonStatus | undefined;
  place: number | undefined;
  before: number | undefined;
  /** The one who is open. */
  person: number | undefined;
}

export const NO_FILTER = {
  search: undefined,
  role: undefined,
  status: undefined,
  place: undefined,
  before: undefined,
} as const;

export function readPeopleFilters(search: Record<string, unknown>): PeopleFilters {
  return {
    search: text(search.search),
    role: oneOf(ROLES, search.role),
    status: oneOf(STATUSES, search.status),
    place: naturalNumber(search.place),
    before: naturalNumber(search.before),
    person: naturalNumber(search.person),
  };
}

export type Filter = (change: Partial<PeopleFilters>) => void;
