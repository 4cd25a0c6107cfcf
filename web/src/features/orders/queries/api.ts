import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, expectData, expectDone } from '~/api/client';
import type { components } from '~/api/schema';
import { ifMatch } from '~/api/version';
import type { Language } from '~/lib/language';

type Schemas = components['schemas'];
export type SavedQuery = Schemas['SeenQuery'];
export type QueryDraft = Required<Schemas['QueryDraft']>;
export type QueryText = Pick<QueryDraft, 'source' | 'sql' | 'parameters'>;
export type Parameter = Schemas['QueryParameter'];
export type Result = Schemas['QueryResult'];
export type Checked = Schemas['CheckedQuery'];
export type Run = Schemas['SeenRun'];
export type QuerySource = Schemas['QuerySource'];

const BASE = '/api/v1/orders/queries';
const ONE = `${BASE}/{id}` as const;
const PAGE = 50;
const RUNS = 10;

export const QUERIES_KEY = ['orders', 'queries'];

const at = (id: number) => ({ params: { path: { id } } });
const edited = ({ id, version }: Pick<SavedQuery, 'id' | 'version'>) => ({
  params: { path: { id }, header: ifMatch(version) },
});

export function queriesQuery(after: string | undefined) {
  const query = { limit: PAGE, ...(after !== undefined && { after }) };
  return queryOptions({
    queryKey: [...QUERIES_KEY, 'list', query],
    queryFn: ({ signal }) => expectData(api.GET(BASE, { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function savedQuery(id: number) {
  return queryOptions({
    queryKey: [...QUERIES_KEY, 'one', id],
    queryFn: ({ signal }) => readQuery(id, signal),
  });
}

export function readQuery(id: number, signal: AbortSignal): Promise<SavedQuery> {
  return expectData(api.GET(ONE, { ...at(id), signal }));
}

export const sourcesQuery = queryOptions({
  queryKey: ['orders', 'query-sources'],
  queryFn: ({ signal }) => expectData(api.GET('/api/v1/orders/query-sources', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

/** What the guard says of a text; nothing is run. */
export function checkQuery(body: QueryText, language: Language) {
  return queryOptions({
    queryKey: ['orders', 'query-check', language, body],
    queryFn: ({ signal }) => expectData(api.POST('/api/v1/orders/query-check', { body, signal })),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

export function addQuery(body: QueryDraft): Promise<SavedQuery> {
  return expectData(api.POST(BASE, { body }));
}

export function replaceQuery(
  of: Pick<SavedQuery, 'id' | 'version'>,
  body: QueryDraft,
): Promise<SavedQuery> {
  return expectData(api.PUT(ONE, { ...edited(of), body }));
}

export function removeQuery(of: SavedQuery): Promise<void> {
  return expectDone(api.DELETE(ONE, edited(of)));
}

export type Values = Schemas['QueryRun'];
export const FORMATS = ['csv', 'xlsx'] as const;
export type Format = (typeof FORMATS)[number];

export const runsKey = (id: number) => [...QUERIES_KEY, 'runs', id];

/** The newest first; why one failed is said in that language. */
export function runsQuery(id: number, before: number | undefined, language: Language) {
  const query = { limit: RUNS, ...(before !== undefined && { before }) };
  return queryOptions({
    queryKey: [...runsKey(id), language, query],
    queryFn: ({ signal }) =>
      expectData(api.GET(`${ONE}/runs`, { params: { path: { id }, query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function runQuery(id: number, body: Values): Promise<Result> {
  return expectData(api.POST(`${ONE}/run`, { ...at(id), body }));
}

export function exportQuery(id: number, body: Values, format: Format): Promise<Blob> {
  const params = { path: { id }, query: { format } };
  const answer = api.POST(`${ONE}/export`, { params, body, parseAs: 'blob' });
  return expectData(answer) as Promise<Blob>;
}
