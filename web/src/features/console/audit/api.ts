import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, expectData } from '~/api/client';
import type { components } from '~/api/schema';

type Schemas = components['schemas'];
export type Entry = Schemas['AuditEntry'];
export type Outcome = Entry['outcome'];
export type Verified = Schemas['AuditVerified'];

const BASE = '/api/v1/console/audit';
const KEY = ['console', 'audit'];

export interface EntriesWanted {
  actor?: string | undefined;
  action?: string | undefined;
  subject?: string | undefined;
  outcome?: Outcome | undefined;
  before?: number | undefined;
}

function narrowed({ actor, action, subject, outcome }: EntriesWanted) {
  return {
    ...(actor && { actor }),
    ...(action && { action }),
    ...(subject && { subject }),
    ...(outcome && { outcome }),
  };
}

/** The newest first. */
export function entriesQuery(wanted: EntriesWanted) {
  const query = { ...narrowed(wanted), ...(wanted.before && { before: wanted.before }), limit: 50 };
  return queryOptions({
    queryKey: [...KEY, 'list', query],
    queryFn: ({ signal }) => expectData(api.GET(BASE, { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** Computes the chain anew: a moment's work, so only when it is asked for. */
export function verify(): Promise<Verified> {
  return expectData(api.GET(`${BASE}/verify`));
}

/** Where the entries that are shown stand as a file. */
export function exportAddress(wanted: EntriesWanted, format: 'csv' | 'ndjson'): string {
  const address = new URL(`.${BASE}/export`, document.baseURI);
  address.search = new URLSearchParams({ ...narrowed(wanted), format }).toString();
  return address.href;
}
