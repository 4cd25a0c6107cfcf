import { type ParsedLocation, redirect } from '@tanstack/react-router';
import { isSignedOut, ME_FRESH_MS, type Me, meQuery } from '~/api/me';
import { backTo } from '~/lib/back';
import { takeSentCode } from '~/lib/sentCode';
import { queries } from '../queries';

interface Arrival {
  location: ParsedLocation<Record<string, unknown>>;
}

/** Undefined when it cannot be found out: the page then says what is wrong. */
async function whoIsThere(): Promise<Me | null | undefined> {
  const known = queries.getQueryData(meQuery.queryKey);
  if (!known && isSignedOut()) return null;
  // Nobody, as far as this page knows: the storage may have been cleared.
  const staleTime = known ? ME_FRESH_MS : 0;
  return queries.fetchQuery({ ...meQuery, staleTime }).catch(() => undefined);
}

/** Before a page of one's own: who is not signed in goes to do so, and comes back. */
export async function signedIn({ location }: Arrival): Promise<void> {
  const me = await whoIsThere();
  const search = { back: location.href };
  if (me === null) throw redirect({ to: '/sign-in', search });
  if (me && me.must.length > 0) throw redirect({ to: '/required', search });
}

/** Before the page of what must be done first: who has done it all goes on. */
export async function obliged({ location }: Arrival): Promise<void> {
  const me = await whoIsThere();
  if (me === null) throw redirect({ to: '/sign-in', search: { back: location.href } });
  if (me?.must.length === 0) throw redirect(backTo(location.search.back));
}

/** Before the page to sign in: who is signed in has no need of it. */
export function stranger({ location }: Arrival): void {
  const me = queries.getQueryData(meQuery.queryKey);
  if (me) throw redirect(me.must.length > 0 ? { to: '/required' } : backTo(location.search.back));
}

/** Before a page that a link with a code leads to: the code must not stay where others may see it. */
export function codeTaken({ location }: Arrival): void {
  if (takeSentCode(location.hash)) {
    throw redirect({ to: location.pathname, hash: '', replace: true });
  }
}
