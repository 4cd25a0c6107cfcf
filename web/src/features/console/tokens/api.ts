import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, expectData, expectDone } from '~/api/client';
import type { TokenDraft, TokenWithSecret } from '~/parts/tokens/source';

const BASE = '/api/v1/console/tokens';
export const TOKENS_KEY = ['console', 'tokens'];

/** Those of services, with what may be given to a new one; titles in the language of the page. */
export function tokensQuery(language: string, before: number | undefined) {
  const query = { ...(before && { before }) };
  return queryOptions({
    queryKey: [...TOKENS_KEY, language, before ?? 'first'],
    queryFn: ({ signal }) => expectData(api.GET(BASE, { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function makeToken(body: TokenDraft): Promise<TokenWithSecret> {
  return expectData(api.POST(BASE, { body }));
}

export function revokeToken(id: number): Promise<void> {
  return expectDone(api.DELETE(`${BASE}/{id}`, { params: { path: { id } } }));
}
