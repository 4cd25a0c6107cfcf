import { queryOptions } from '@tanstack/react-query';
import { api, expectData, expectDone } from '~/api/client';
import type { components } from '~/api/schema';

type Schemas = components['schemas'];
export type Token = Schemas['SeenToken'];
export type TokenWithSecret = Schemas['SeenTokenWithSecret'];
export type TokenDraft = Schemas['ServiceTokenDraft'];
export type Choice = Schemas['SeenTokens']['choices'][number];

const BASE = '/api/v1/console/tokens';
export const TOKENS_KEY = ['console', 'tokens'];

/** Those of machines, with what may be given to a new one; titles in the language of the page. */
export function tokensQuery(language: string) {
  return queryOptions({
    queryKey: [...TOKENS_KEY, language],
    queryFn: ({ signal }) => expectData(api.GET(BASE, { signal })),
  });
}

export function makeToken(body: TokenDraft): Promise<TokenWithSecret> {
  return expectData(api.POST(BASE, { body }));
}

export function revokeToken(id: number): Promise<void> {
  return expectDone(api.DELETE(`${BASE}/{id}`, { params: { path: { id } } }));
}
