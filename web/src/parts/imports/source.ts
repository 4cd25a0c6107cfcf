import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, expectData } from '~/api/client';
import { upload } from '~/api/upload';
import type { FollowedJob, JobState } from '../job/useFollowedJob';

/** What became of a file. Counts are null until it has been read. */
export interface Import {
  id: number;
  kind: string;
  kind_title: string;
  file: { name: string; size_bytes: number };
  state: Extract<JobState, 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'>;
  job_id: number | null;
  by: { key: string; name: string | null };
  created_at: string;
  ended_at: string | null;
  rows: number | null;
  new: number | null;
  identical: number | null;
  changed: number | null;
  rejected: number | null;
  /** The import that brought this very file before. */
  same_as: number | null;
  reason: string | null;
}

export interface ImportPage {
  imports: Import[];
  next: string | null;
}

export interface ImportKind {
  name: string;
  title: string;
  columns: { name: string; title: string; type: string; required: boolean }[];
}

/** Where an app takes its files, and what its page says of it. */
export interface ImportSource {
  app: 'retail' | 'workforce';
  /** Else the list may only be read. */
  manages: boolean;
  /** What an import changes: read anew after one. */
  refresh: readonly (readonly string[])[];
  words: { title: string; description: string };
}

/** The apps have the same routes, each below its own address. */
const below = (app: string) => `/api/v1/${app}/imports`;

interface Answer {
  data?: unknown;
  error?: unknown;
  response: Response;
}

// Whichever app it is, the document says the same of all of them.
const routes = api as unknown as Record<
  'GET' | 'DELETE',
  (path: string, init: object) => Promise<Answer>
>;

async function ask<Data>(answer: Promise<Answer>): Promise<Data> {
  return (await expectData(answer)) as Data;
}

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
    queryFn: ({ signal }) => ask<ImportPage>(routes.GET(below(app), { params: { query }, signal })),
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
    queryFn: ({ signal }) =>
      ask<{ kinds: ImportKind[] }>(routes.GET(`${below(app)}/kinds`, { signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

function readImport(app: string, id: number, signal: AbortSignal): Promise<Import> {
  return ask(routes.GET(`${below(app)}/${id}`, { signal }));
}

export function cancelImport(app: string, id: number): Promise<Import> {
  return ask(routes.DELETE(`${below(app)}/${id}`, {}));
}

/** What the browser takes an address from, relative to the page's base. */
const address = (app: string, rest = '') => `${below(app)}${rest}`.slice(1);

export function sendFile(
  app: string,
  kind: string,
  file: File,
  options: { onSent: (share: number) => void; signal: AbortSignal },
): Promise<Import> {
  return upload(address(app), file, { query: { kind, name: file.name }, ...options });
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
