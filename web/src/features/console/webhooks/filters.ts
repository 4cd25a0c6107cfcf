import { oneOf, text } from '~/lib/useFilters';
import type { DeliveryState } from './api';

export const VIEWS = ['endpoints', 'deliveries', 'events'] as const;
export const DELIVERY_STATES = [
  'waiting',
  'delivered',
  'failed',
] as const satisfies readonly DeliveryState[];

export interface WebhookFilters {
  view: (typeof VIEWS)[number];
  /** Of the list of deliveries. */
  endpoint: string | undefined;
  event: string | undefined;
  state: DeliveryState | undefined;
  cursor: string | undefined;
  /** What is open beside the list. */
  open: string | undefined;
}

export const NO_FILTER = {
  endpoint: undefined,
  event: undefined,
  state: undefined,
  cursor: undefined,
} as const;

export function readWebhookFilters(search: Record<string, unknown>): WebhookFilters {
  return {
    view: oneOf(VIEWS, search.view) ?? 'endpoints',
    endpoint: text(search.endpoint),
    event: text(search.event),
    state: oneOf(DELIVERY_STATES, search.state),
    cursor: text(search.cursor),
    open: text(search.open),
  };
}

export type Filter = (change: Partial<WebhookFilters>) => void;
