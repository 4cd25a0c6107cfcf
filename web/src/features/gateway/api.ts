import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, expectData, expectDone } from '~/api/client';
import type { components } from '~/api/schema';
import { ifMatch } from '~/api/version';
import type { Explained } from '~/parts/why/explained';

type Schemas = components['schemas'];
export type Provider = Schemas['SeenProvider'];
export type ProviderDraft = Schemas['ProviderDraft'];
export type ProviderChange = Schemas['ProviderChange'];
export type ProviderChecked = Schemas['ProviderChecked'];
export type Model = Schemas['SeenModel'];
export type ModelDraft = Schemas['ModelDraft'];
export type ModelChange = Schemas['ModelChange'];
export type Key = Schemas['SeenKey'];
export type KeyDraft = Schemas['KeyDraft'];
export type KeyChange = Schemas['KeyChange'];
export type KeyWithSecret = Schemas['SeenKeyWithSecret'];
export type Usage = Schemas['Usage'];
export type Call = Schemas['SeenCall'];
export type Choices = Schemas['Choices'];

export const GATEWAY_KEY = ['gateway'];
export const PROVIDERS_KEY = [...GATEWAY_KEY, 'providers'];
export const MODELS_KEY = [...GATEWAY_KEY, 'models'];
export const KEYS_KEY = [...GATEWAY_KEY, 'keys'];
export const USAGE_KEY = [...GATEWAY_KEY, 'usage'];

const BASE = '/api/v1/gateway';
const PAGE = 25;
/** Of requests one by one, which stand below everything else. */
const CALLS = 10;

const one = (id: number) => ({ params: { path: { id } } });
const edited = (id: number, version: number) => ({
  params: { path: { id }, header: ifMatch(version) },
});
const from = (after: string | undefined) => ({ ...(after !== undefined && { after }) });

export const providersQuery = queryOptions({
  queryKey: [...PROVIDERS_KEY, 'list'],
  queryFn: ({ signal }) =>
    expectData(api.GET(`${BASE}/providers`, { params: { query: { limit: 200 } }, signal })),
  refetchInterval: 10_000,
});

export const modelsQuery = queryOptions({
  queryKey: [...MODELS_KEY, 'list'],
  queryFn: ({ signal }) =>
    expectData(api.GET(`${BASE}/models`, { params: { query: { limit: 200 } }, signal })),
});

export interface KeysWanted {
  revoked: boolean;
  after?: string | undefined;
}

export function keysQuery({ revoked, after }: KeysWanted) {
  const query = { revoked, limit: PAGE, ...from(after) };
  return queryOptions({
    queryKey: [...KEYS_KEY, 'list', query],
    queryFn: ({ signal }) => expectData(api.GET(`${BASE}/keys`, { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export interface UsageWanted {
  first?: string | undefined;
  key?: number | undefined;
  model?: string | undefined;
}

function usageAsked({ first, key, model }: UsageWanted) {
  return {
    ...(first !== undefined && { first }),
    ...(key !== undefined && { key_id: key }),
    ...(model !== undefined && { model }),
  };
}

export function usageQuery(wanted: UsageWanted) {
  const query = usageAsked(wanted);
  return queryOptions({
    queryKey: [...USAGE_KEY, 'days', query],
    queryFn: ({ signal }) => expectData(api.GET(`${BASE}/usage`, { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function callsQuery(wanted: UsageWanted, after: string | undefined) {
  const { first: _, ...narrowed } = usageAsked(wanted);
  const query = { ...narrowed, limit: CALLS, ...from(after) };
  return queryOptions({
    queryKey: [...USAGE_KEY, 'calls', query],
    queryFn: ({ signal }) => expectData(api.GET(`${BASE}/calls`, { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** What the cost of a day is made of. */
export function whyDay(day: string, wanted: UsageWanted, signal: AbortSignal): Promise<Explained> {
  const { first: _, ...narrowed } = usageAsked(wanted);
  const query = { day, ...narrowed };
  return expectData(api.GET(`${BASE}/usage/why`, { params: { query }, signal }));
}

export const choicesQuery = queryOptions({
  queryKey: [...GATEWAY_KEY, 'choices'],
  queryFn: ({ signal }) => expectData(api.GET(`${BASE}/playground`, { signal })),
});

export function addProvider(body: ProviderDraft): Promise<Provider> {
  return expectData(api.POST(`${BASE}/providers`, { body }));
}

export function readProvider(id: number, signal: AbortSignal): Promise<Provider> {
  return expectData(api.GET(`${BASE}/providers/{id}`, { ...one(id), signal }));
}

export function changeProvider(
  { id, version }: Pick<Provider, 'id' | 'version'>,
  body: ProviderChange,
): Promise<Provider> {
  return expectData(api.PATCH(`${BASE}/providers/{id}`, { ...edited(id, version), body }));
}

export function removeProvider({ id, version }: Provider): Promise<void> {
  return expectDone(api.DELETE(`${BASE}/providers/{id}`, edited(id, version)));
}

export function checkProvider(id: number): Promise<ProviderChecked> {
  return expectData(api.POST(`${BASE}/providers/{id}/check`, one(id)));
}

export function addModel(body: ModelDraft): Promise<Model> {
  return expectData(api.POST(`${BASE}/models`, { body }));
}

export function readModel(id: number, signal: AbortSignal): Promise<Model> {
  return expectData(api.GET(`${BASE}/models/{id}`, { ...one(id), signal }));
}

export function changeModel(
  { id, version }: Pick<Model, 'id' | 'version'>,
  body: ModelChange,
): Promise<Model> {
  return expectData(api.PATCH(`${BASE}/models/{id}`, { ...edited(id, version), body }));
}

export function removeModel({ id, version }: Model): Promise<void> {
  return expectDone(api.DELETE(`${BASE}/models/{id}`, edited(id, version)));
}

export function makeKey(body: KeyDraft): Promise<KeyWithSecret> {
  return expectData(api.POST(`${BASE}/keys`, { body }));
}

export function readKey(id: number, signal: AbortSignal): Promise<Key> {
  return expectData(api.GET(`${BASE}/keys/{id}`, { ...one(id), signal }));
}

export function changeKey(
  { id, version }: Pick<Key, 'id' | 'version'>,
  body: KeyChange,
): Promise<Key> {
  return expectData(api.PATCH(`${BASE}/keys/{id}`, { ...edited(id, version), body }));
}

export function revokeKey({ id, version }: Key): Promise<void> {
  return expectDone(api.DELETE(`${BASE}/keys/{id}`, edited(id, version)));
}
