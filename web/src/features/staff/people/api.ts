import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, expectData, expectDone } from '~/api/client';
import type { components } from '~/api/schema';
import { upload } from '~/api/upload';
import { ifMatch } from '~/api/version';
import type { Language } from '~/lib/language';

type Schemas = components['schemas'];
export type Row = Schemas['SeenRow'];
export type File = Schemas['SeenFile'];
export type FileChange = Schemas['FileChange'];
export type FileDraft = Schemas['FileDraft'];
export type Document = Schemas['SeenDocument'];
export type Documents = Schemas['SeenDocuments'];

export const STAFF_KEY = ['staff'];
export const PEOPLE_KEY = [...STAFF_KEY, 'people'];
export const SORTS = ['name', 'number', 'post', 'hired_on'] as const;
export const STATUSES = ['present', 'coming', 'left'] as const;
export const CONTRACTS = ['permanent', 'fixed_term', 'apprentice', 'temporary'] as const;

const PEOPLE = '/api/v1/staff/people';
const PAGE = 50;

/** Whose file it is; `me`: the reader's own. */
export type Whose = number | 'me';

export interface PeopleFilters {
  search: string | undefined;
  place: number | undefined;
  post: string | undefined;
  contract: (typeof CONTRACTS)[number] | undefined;
  status: (typeof STATUSES)[number] | undefined;
}

interface Asked {
  sort: (typeof SORTS)[number] | `-${(typeof SORTS)[number]}`;
  after?: string;
}

export function peopleQuery(asked: Asked, filters: PeopleFilters, language: Language) {
  const { search, place, post, contract, status } = filters;
  const query = {
    ...asked,
    limit: PAGE,
    ...(search && { search }),
    ...(place && { place }),
    ...(post && { post }),
    ...(contract && { contract }),
    ...(status && { status }),
  };
  return queryOptions({
    queryKey: [...PEOPLE_KEY, 'list', query, language],
    queryFn: ({ signal }) => expectData(api.GET(PEOPLE, { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function filtersQuery(language: Language) {
  return queryOptions({
    queryKey: [...PEOPLE_KEY, 'filters', language],
    queryFn: ({ signal }) => expectData(api.GET(`${PEOPLE}/filters`, { signal })),
    staleTime: 60_000,
  });
}

export function fileQuery(whose: Whose, language: Language) {
  return queryOptions({
    queryKey: [...PEOPLE_KEY, 'file', whose, language],
    queryFn: ({ signal }) => readFile(whose, signal),
    retry: false,
  });
}

export function readFile(whose: Whose, signal: AbortSignal): Promise<File> {
  if (whose === 'me') return expectData(api.GET('/api/v1/staff/me', { signal }));
  return expectData(api.GET(`${PEOPLE}/{id}`, { params: { path: { id: whose } }, signal }));
}

export function addFile(body: FileDraft): Promise<File> {
  return expectData(api.POST(PEOPLE, { body }));
}

export function changeFile(id: number, version: number, body: FileChange): Promise<File> {
  const params = { path: { id }, header: ifMatch(version) };
  return expectData(api.PATCH(`${PEOPLE}/{id}`, { params, body }));
}

export function eraseFile(id: number, version: number): Promise<void> {
  const params = { path: { id }, header: ifMatch(version) };
  return expectDone(api.DELETE(`${PEOPLE}/{id}`, { params }));
}

export function statisticsQuery(whose: Whose) {
  return queryOptions({
    queryKey: [...STAFF_KEY, 'statistics', 'person', whose],
    queryFn: ({ signal }) =>
      whose === 'me'
        ? expectData(api.GET('/api/v1/staff/me/statistics', { signal }))
        : expectData(
            api.GET(`${PEOPLE}/{id}/statistics`, { params: { path: { id: whose } }, signal }),
          ),
  });
}

export function documentsQuery(whose: Whose, language: Language) {
  return queryOptions({
    queryKey: [...PEOPLE_KEY, 'documents', whose, language],
    queryFn: ({ signal }) =>
      whose === 'me'
        ? expectData(api.GET('/api/v1/staff/me/documents', { signal }))
        : expectData(
            api.GET(`${PEOPLE}/{id}/documents`, { params: { path: { id: whose } }, signal }),
          ),
  });
}

/** An address that is good for five minutes, and for whoever asked. */
export async function documentLink(whose: Whose, document: number): Promise<string> {
  const link = await (whose === 'me'
    ? expectData(
        api.POST('/api/v1/staff/me/documents/{document}/link', { params: { path: { document } } }),
      )
    : expectData(
        api.POST(`${PEOPLE}/{id}/documents/{document}/link`, {
          params: { path: { id: whose, document } },
        }),
      ));
  return new URL(link.path, globalThis.document.baseURI).href;
}

export function addDocument(id: number, file: globalThis.File, kind: string): Promise<Document> {
  return upload<Document>(`api/v1/staff/people/${id}/documents`, file, {
    query: { name: file.name, kind },
  });
}

export function removeDocument(id: number, document: number): Promise<void> {
  const params = { path: { id, document } };
  return expectDone(api.DELETE(`${PEOPLE}/{id}/documents/{document}`, { params }));
}
