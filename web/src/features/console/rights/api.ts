import { queryOptions } from '@tanstack/react-query';
import { api, expectData } from '~/api/client';
import type { components } from '~/api/schema';

type Schemas = components['schemas'];
export type Matrix = Schemas['Matrix'];
export type RightOfMatrix = Matrix['permissions'][number];

const BASE = '/api/v1/console/roles';
export const RIGHTS_KEY = ['console', 'rights'];

/** Titles come in the language of the page. */
export function rightsQuery(language: string) {
  return queryOptions({
    queryKey: [...RIGHTS_KEY, language],
    queryFn: ({ signal }) => expectData(api.GET(BASE, { signal })),
  });
}

/** Where the matrix stands as a file. */
export function exportAddress(): string {
  return new URL(`.${BASE}/export`, document.baseURI).href;
}
