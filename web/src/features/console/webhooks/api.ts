import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, expectData, expectDone } from '~/api/client';
import type { components } from '~/api/schema';

type Schemas = components['schemas'];
export type Endpoint = Schemas['SeenEndpoint'];
export type EndpointDraft = Schemas['EndpointDraft'];
export type EndpointWithSecret = Schemas['EndpointWithSecret'];
export type Delivery = Schemas['SeenDelivery'];
export type DeliveryState = Delivery['state'];
export type Attempt = Schemas['SeenAttempt'];
export type WebhookEvent = Schemas['SeenEvent'];

export const WEBHOOKS_KEY = ['console', 'webhooks'];

const BASE = '/api/v1/console/webhooks';
const one = (id: string) => ({ params: { path: { id } } });

export const endpointsQuery = queryOptions({
  queryKey: [...WEBHOOKS_KEY, 'endpoints'],
  queryFn: ({ signal }) => expectData(api.GET(`${BASE}/endpoints`, { signal })),
});

/** What can be told; titles come in the language of the page. */
export function eventsQuery(language: string) {
  return queryOptions({
    queryKey: [...WEBHOOKS_KEY, 'events', language],
    queryFn: ({ signal }) => expectData(api.GET(`${BASE}/events`, { signal })),
    staleTime: 5 * 60_000,
  });
}

export interface DeliveriesWanted {
  endpoint?: string | undefined;
  event?: string | undefined;
  state?: DeliveryState | undefined;
  cursor?: string | undefined;
}

/** The newest first; their reasons come in the language of the page. */
export function deliveriesQuery(wanted: DeliveriesWanted, language: string) {
  const set = Object.entries(wanted).filter(([, value]) => value !== undefined);
  const query = { ...Object.fromEntries(set), limit: 25 };
  return queryOptions({
    queryKey: [...WEBHOOKS_KEY, 'deliveries', query, language],
    queryFn: ({ signal }) =>
      expectData(api.GET(`${BASE}/deliveries`, { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function deliveryQuery(id: string, language: string) {
  return queryOptions({
    queryKey: [...WEBHOOKS_KEY, 'delivery', id, language],
    queryFn: ({ signal }) => expectData(api.GET(`${BASE}/deliveries/{id}`, { ...one(id), signal })),
  });
}

export function createEndpoint(body: EndpointDraft): Promise<EndpointWithSecret> {
  return expectData(api.POST(`${BASE}/endpoints`, { body }));
}

export function changeEndpoint(id: string, body: EndpointDraft): Promise<Endpoint> {
  return expectData(api.PUT(`${BASE}/endpoints/{id}`, { ...one(id), body }));
}

export async function deleteEndpoint(id: string): Promise<void> {
  await expectDone(api.DELETE(`${BASE}/endpoints/{id}`, one(id)));
}

export function switchEndpoint(id: string, on: boolean): Promise<Endpoint> {
  const path = on
    ? (`${BASE}/endpoints/{id}/enable` as const)
    : (`${BASE}/endpoints/{id}/disable` as const);
  return expectData(api.POST(path, one(id)));
}

export function testEndpoint(id: string): Promise<Schemas['Tested']> {
  return expectData(api.POST(`${BASE}/endpoints/{id}/test`, one(id)));
}

export function rotateSecret(id: string, overlapHours: number): Promise<EndpointWithSecret> {
  const body = { overlap_hours: overlapHours };
  return expectData(api.POST(`${BASE}/endpoints/{id}/rotate`, { ...one(id), body }));
}

export function replayDelivery(id: string): Promise<Delivery> {
  return expectData(api.POST(`${BASE}/deliveries/{id}/replay`, one(id)));
}

export function replayFailed(id: string, since: Date): Promise<Schemas['Replayed']> {
  const body = { since: since.toISOString() };
  return expectData(api.POST(`${BASE}/endpoints/{id}/replay-failed`, { ...one(id), body }));
}
