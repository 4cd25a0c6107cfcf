import { queryOptions } from '@tanstack/react-query';
import { api, expectData } from '~/api/client';
import type { components } from '~/api/schema';

type Schemas = components['schemas'];
export type Settings = Schemas['SeenSettings'];
export type Role = Settings['factor_required'][number];

const BASE = '/api/v1/console/settings';
export const SETTINGS_KEY = ['console', 'settings'];

export const settingsQuery = queryOptions({
  queryKey: SETTINGS_KEY,
  queryFn: ({ signal }) => expectData(api.GET(BASE, { signal })),
});

/** The roles whose people must have a second factor. */
export function requireFactor(roles: Role[]): Promise<Settings> {
  return expectData(api.PUT(BASE, { body: { factor_required: roles } }));
}
