import type { CONTRACTS, File, FileDraft } from './api';

/** A file while it is edited; empty texts are what is not known. */
export interface Draft {
  number: string;
  given_name: string;
  family_name: string;
  email: string;
  post: string;
  place_id: number | undefined;
  hired_on: string;
  left_on: string;
  birth_date: string;
  phone: string;
  address: string;
  contract: (typeof CONTRACTS)[number];
  contract_from: string;
  contract_until: string;
  weekly_hours: number;
}

export type Field = keyof Draft;

export const EMPTY: Draft = {
  number: '',
  given_name: '',
  family_name: '',
  email: '',
  post: '',
  place_id: undefined,
  hired_on: '',
  left_on: '',
  birth_date: '',
  phone: '',
  address: '',
  contract: 'permanent',
  contract_from: '',
  contract_until: '',
  weekly_hours: 35,
};

export const FIELDS = Object.keys(EMPTY) as Field[];

export const DAYS = [
  'hired_on',
  'left_on',
  'birth_date',
  'contract_from',
  'contract_until',
] as const satisfies readonly Field[];

const REQUIRED = [
  'number',
  'given_name',
  'family_name',
  'post',
  'place_id',
  'hired_on',
] as const satisfies readonly Field[];

export function draftOf(file: File): Draft {
  const { private: own } = file;
  return {
    number: file.number,
    given_name: file.given_name,
    family_name: file.family_name,
    email: file.email ?? '',
    post: file.post,
    place_id: file.place.id,
    hired_on: file.hired_on,
    left_on: file.left_on ?? '',
    birth_date: own?.birth_date ?? '',
    phone: own?.phone ?? '',
    address: own?.address ?? '',
    contract: own?.contract.kind ?? 'permanent',
    contract_from: own?.contract_from ?? '',
    contract_until: own?.contract_until ?? '',
    weekly_hours: (own?.weekly_minutes ?? 2100) / 60,
  };
}

export function missing(draft: Draft): Field[] {
  return REQUIRED.filter((field) => !draft[field]);
}

/** As the API takes it. A contract that has no date of its own begins with the employment. */
export function sent(draft: Draft): FileDraft {
  const { weekly_hours, place_id, ...rest } = draft;
  return {
    ...rest,
    place_id: place_id ?? 0,
    email: rest.email.trim() || null,
    left_on: rest.left_on || null,
    birth_date: rest.birth_date || null,
    phone: rest.phone.trim() || null,
    address: rest.address.trim() || null,
    contract_from: rest.contract_from || rest.hired_on,
    contract_until: rest.contract_until || null,
    weekly_minutes: Math.round(weekly_hours * 60),
  };
}
