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

/** The entries that are shown, as a file; personal data stand in it. */
export function exportEntries(wanted: EntriesWanted): Promise<Blob> {
  const query = { ...narrowed(wanted), format: 'csv' as const };
  const answer = api.GET(`${BASE}/export`, { params: { query }, parseAs: 'blob' });
  return expectData(answer) as Promise<Blob>;
}
