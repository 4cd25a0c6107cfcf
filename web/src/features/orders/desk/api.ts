import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, expectData } from '~/api/client';
import type { components } from '~/api/schema';
import type { View } from './view';

type Schemas = components['schemas'];
export type Listed = Schemas['ConversationInList'];
export type List = Schemas['ConversationList'];
export type Card = Schemas['OrderCard'];
export type State = Listed['state'];

const BASE = '/api/v1/orders/desk/conversations';
const ONE = `${BASE}/{id}` as const;
const PAGE = 30;
/** A queue that is longer has no use for places. */
const QUEUE = 100;
/** While changes are not told as they happen, and as a net when they are. */
const ASK_MS = 5_000;
/** Whoever has a conversation open is taken to be there as long as it is asked for. */
const NET_MS = 45_000;

export const DESK_KEY = ['orders', 'desk'];
export const LISTS_KEY = [...DESK_KEY, 'lists'];
export const conversationKey = (id: string) => [...DESK_KEY, 'one', id];

/** Soon again after a try that failed, and when the network is back. */
const lively = (isLive: boolean) => ({
  refetchInterval: ({ state }: { state: { error: Error | null } }) =>
    isLive && state.error === null ? NET_MS : ASK_MS,
  refetchOnReconnect: 'always' as const,
});
const at = (id: string) => ({ params: { path: { id } } });

export function listQuery({ state, search, after }: View, isLive: boolean) {
  const query = {
    limit: PAGE,
    ...(state !== undefined && { state }),
    ...(search !== undefined && { search }),
    ...(after !== undefined && { after }),
  };
  return queryOptions({
    queryKey: [...LISTS_KEY, query],
    queryFn: ({ signal }) => expectData(api.GET(BASE, { params: { query }, signal })),
    placeholderData: keepPreviousData,
    ...lively(isLive),
  });
}

/** Who waits for a person, whoever has waited longest first. */
export function queueQuery(isLive: boolean) {
  const query = { state: 'waiting', limit: QUEUE } as const;
  return queryOptions({
    queryKey: [...LISTS_KEY, 'queue'],
    queryFn: ({ signal }) => expectData(api.GET(BASE, { params: { query }, signal })),
    select: (list: List) => ({
      ...list,
      conversations: list.conversations.toSorted(
        (one, other) => Date.parse(one.waiting_since ?? '') - Date.parse(other.waiting_since ?? ''),
      ),
    }),
    ...lively(isLive),
    refetchIntervalInBackground: true,
  });
}

function read(id: string, signal: AbortSignal) {
  return expectData(api.GET(ONE, { ...at(id), signal }));
}

export type Conversation = Awaited<ReturnType<typeof read>>;
export type Message = Conversation['messages'][number];
export type Author = Message['author'];
export type Trace = NonNullable<Message['trace']>;

export function conversationQuery(id: string, isLive: boolean) {
  return queryOptions({
    queryKey: conversationKey(id),
    queryFn: ({ signal }) => read(id, signal),
    ...lively(isLive),
  });
}

export type Deed = 'take' | 'release' | 'close';

export function act(id: string, deed: Deed): Promise<Conversation> {
  return expectData(api.POST(`${ONE}/${deed}`, at(id)));
}

export function say(id: string, text: string, clientId: string): Promise<unknown> {
  return expectData(
    api.POST(`${ONE}/messages`, { ...at(id), body: { text, client_id: clientId } }),
  );
}
