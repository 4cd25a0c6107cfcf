import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, expectData } from '~/api/client';
import type { components } from '~/api/schema';
import { upload } from '~/api/upload';
import type { FollowedJob } from '../job/useFollowedJob';

type Schemas = components['schemas'];
export type Import = Schemas['Import'];
export type ImportKind = Schemas['ImportKindAnswer'];

/** Where an app takes its files, and what its page says of it. */
export interface ImportSource {
  app: 'retail' | 'workforce';
  /** Else the list may only be read. */
  manages: boolean;
  /** What an import changes: read anew after one. */
  refresh: readonly (readonly string[])[];
  words: {
    title: string;
    description: string;
    /** What who corrects its rejects has to know besides. */
    rejects?: string;
  };
}

// The apps have the same routes, each below its own address: their types are those of one of them.
const BASE = '/api/v1/retail/imports';
const below = (app: string) => `/api/v1/${app}/imports` as typeof BASE;
const oneBelow = (app: string) => `${below(app)}/{id}` as `${typeof BASE}/{id}`;
const kindsBelow = (app: string) => `${below(app)}/kinds` as `${typeof BASE}/kinds`;
const one = (id: number) => ({ path: { id } });

export function importsKey(app: string): string[] {
  return ['imports', app];
}

export function importsQuery(
  app: string,
  language: string,
  { kind, after }: { kind?: string | undefined; after?: string | undefined },
) {
  const query = { ...(kind && { kind }), ...(after && { after }), limit: 25 };
  return queryOptions({
    queryKey: [...importsKey(app), 'list', language, query],
    queryFn: ({ signal }) => expectData(api.GET(below(app), { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function importQuery(app: string, language: string, id: number) {
  return queryOptions({
    queryKey: [...importsKey(app), 'one', language, id],
    queryFn: ({ signal }) => readImport(app, id, signal),
  });
}

export function kindsQuery(app: string, language: string) {
  return queryOptions({
    queryKey: [...importsKey(app), 'kinds', language],
    queryFn: ({ signal }) => expectData(api.GET(kindsBelow(app), { signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

function readImport(app: string, id: number, signal: AbortSignal): Promise<Import> {
  return expectData(api.GET(oneBelow(app), { params: one(id), signal }));
}

export function cancelImport(app: string, id: number): Promise<Import> {
  return expectData(api.DELETE(oneBelow(app), { params: one(id) }));
}

/** What the browser takes an address from, relative to the page's base. */
const address = (app: string, rest = '') => `${below(app)}${rest}`.slice(1);

export function sendFile(
  app: string,
  kind: string,
  file: File,
  { again, ...options }: { again: boolean; onSent: (share: number) => void; signal: AbortSignal },
): Promise<Import> {
  const query = { kind, name: file.name, ...(again && { again: 'true' }) };
  return upload(address(app), file, { query, ...options });
}

export const templateAddress = (app: string, kind: string) =>
  address(app, `/template?kind=${encodeURIComponent(kind)}`);

export const rejectsAddress = (app: string, id: number, format: 'csv' | 'xlsx') =>
  address(app, `/${id}/rejects?format=${format}`);

export function jobOf(app: string, { id }: Pick<Import, 'id'>): FollowedJob {
  return {
    id,
    events: address(app, `/${id}/events`),
    look: async (signal) => {
      const { state, reason } = await readImport(app, id, signal);
      return { state, reason, done: null, total: null, message: null };
    },
  };
}
