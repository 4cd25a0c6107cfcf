import { queryOptions, useQuery } from '@tanstack/react-query';
import { readSetting, writeSetting } from '~/lib/storage';
import { api } from './client';
import { toFailure } from './failure';
import type { components } from './schema';

export type Me = components['schemas']['Me'];

export const ME_KEY = ['me'];

/** How long nobody doubts it. */
export const ME_FRESH_MS = 60_000;

const HINT = 'signed-in';

/**
 * Whether somebody signed in on this device, as far as a page can know: the cookie is not for
 * scripts. Strangers, who follow an order, are then not asked who they are.
 */
function mayBeSignedIn(): boolean {
  return readSetting(HINT) === 'yes';
}

/** Whether somebody left, or was found to be away, on this device, and nobody came since. */
export function isSignedOut(): boolean {
  return readSetting(HINT) === 'no';
}

export function rememberSignedIn(signedIn: boolean): void {
  writeSetting(HINT, signedIn ? 'yes' : 'no');
}

async function fetchMe(signal: AbortSignal): Promise<Me | null> {
  const { data, error, response } = await api.GET('/api/v1/identity/me', { signal });
  if (response.status !== 401 && data === undefined) throw toFailure(response, error);
  rememberSignedIn(data !== undefined);
  return data ?? null;
}

/** Who is signed in here; null: nobody. */
export const meQuery = queryOptions({
  queryKey: ME_KEY,
  queryFn: ({ signal }) => fetchMe(signal),
  initialData: () => (mayBeSignedIn() ? undefined : null),
  staleTime: ME_FRESH_MS,
  gcTime: Number.POSITIVE_INFINITY,
  refetchOnWindowFocus: true,
  retry: 1,
});

/** Undefined while it is not known. */
export function useMe(): Me | null | undefined {
  return useQuery(meQuery).data;
}

export function may(me: Me | null | undefined, permission: string): boolean {
  return me?.permissions.includes(permission) ?? false;
}
