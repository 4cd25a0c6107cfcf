import { api, expectData } from '~/api/client';
import type { paths } from '~/api/schema';

type Operation = paths['/api/v1/orders/track']['post'];

export type Lookup = Operation['requestBody']['content']['application/json'];
export type TrackedOrder = Operation['responses'][200]['content']['application/json'];
export type OrderStatus = TrackedOrder['status'];

/** One order, for whoever knows its number and the name it is under. */
export function trackOrder(lookup: Lookup): Promise<TrackedOrder> {
  return expectData(api.POST('/api/v1/orders/track', { body: lookup }));
}
