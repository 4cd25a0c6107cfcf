import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, expectData } from '~/api/client';
import type { components } from '~/api/schema';

type Schemas = components['schemas'];
export type Deed = Schemas['SeenDeed'];
export type Pages = Schemas['TopPages'];

export const FAMILIES = [
  'employee',
  'absence',
  'balance',
  'evaluation',
  'document',
  'salary',
  'salary_item',
  'salary_run',
  'staff_export',
] as const;
export type Family = (typeof FAMILIES)[number];

const BASE = '/api/v1/staff/activity';
const KEY = ['staff', 'activity'];

export interface Wanted {
  family: Family | undefined;
  before: number | undefined;
}

/** The newest first. */
export function activityQuery({ family, before }: Wanted) {
  const query = { ...(family && { family }), ...(before && { before }), limit: 25 };
  return queryOptions({
    queryKey: [...KEY, 'deeds', query],
    queryFn: ({ signal }) => expectData(api.GET(BASE, { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export const topPagesQuery = queryOptions({
  queryKey: [...KEY, 'pages'],
  queryFn: ({ signal }) =>
    expectData(api.GET(`${BASE}/pages`, { params: { query: { days: 7 } }, signal })),
});
