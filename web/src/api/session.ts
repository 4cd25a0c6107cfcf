import type { QueryClient } from '@tanstack/react-query';
import { api, expectData } from './client';
import { toFailure } from './failure';
import { ME_KEY, type Me, rememberSignedIn } from './me';
import type { components } from './schema';

/** What the other tabs of this browser are told: they share the cookie. */
export type SessionNews = { entered: number } | { left: true };

/** Installations side by side under one origin do not hear each other. */
const CHANNEL = `regie${new URL(document.baseURI).pathname}`;

/** What is the same for everybody; the rest belongs to whoever was signed in. */
const PUBLIC_KEYS = ['about', 'health'];

function isPrivate([first, ...rest]: readonly unknown[]): boolean {
  return !PUBLIC_KEYS.includes(String(first)) && (first !== ME_KEY[0] || rest.length > 0);
}

function forgetPrivate(queries: QueryClient): void {
  queries.removeQueries({ predicate: ({ queryKey }) => isPrivate(queryKey) });
  queries.getMutationCache().clear();
}

function tell(news: SessionNews): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(news);
  channel.close();
}

/** Somebody is signed in now. What another person had read goes first. */
export function enter(queries: QueryClient, me: Me): void {
  if (queries.getQueryData<Me | null>(ME_KEY)?.person.id !== me.person.id) forgetPrivate(queries);
  rememberSignedIn(true);
  queries.setQueryData(ME_KEY, me);
  tell({ entered: me.person.id });
}

/** Nobody is signed in any more: nothing that they had read stays. */
export function leave(queries: QueryClient, options: { tellOthers: boolean }): void {
  rememberSignedIn(false);
  queries.setQueryData(ME_KEY, null);
  forgetPrivate(queries);
  if (options.tellOthers) tell({ left: true });
}

/** Hears what other tabs tell. Returns its leave. */
export function onSessionNews(follow: (news: SessionNews) => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }) => follow(data as SessionNews);
  return () => channel.close();
}

export type MeChange = components['schemas']['MyChange'];

/** Changes one's own account: also what this page knows of it. */
export async function saveMe(queries: QueryClient, change: MeChange): Promise<Me> {
  const me = await expectData(api.PATCH('/api/v1/identity/me', { body: change }));
  queries.setQueryData(ME_KEY, me);
  return me;
}

/** Ends the session here; one that is over already is no failure. */
export async function signOut(): Promise<void> {
  const { response, error } = await api.POST('/api/v1/identity/sign-out');
  if (!response.ok && response.status !== 401) throw toFailure(response, error);
}
