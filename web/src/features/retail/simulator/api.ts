import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, expectData } from '~/api/client';
import { RETAIL_KEY } from '../api';
import type { Lever } from './scenario';

const BASE = '/api/v1/retail/whatif';

interface Months {
  first: string | undefined;
  last: string | undefined;
}

/** All that the browser needs to calculate by itself. */
export function cubeQuery({ first, last }: Months, language: string) {
  const query = { ...(first && { from: first }), ...(last && { to: last }) };
  return queryOptions({
    queryKey: [...RETAIL_KEY, 'cube', language, query],
    queryFn: ({ signal }) => expectData(api.GET(`${BASE}/cube`, { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** The same scenario, by the server: what can be quoted. */
export function outcomeQuery(
  { first, last }: Months,
  levers: readonly Lever[],
  version: number,
  language: string,
) {
  const body = { ...(first && { first }), ...(last && { last }), levers: [...levers] };
  return queryOptions({
    queryKey: [...RETAIL_KEY, 'outcome', language, version, body],
    queryFn: ({ signal }) => expectData(api.POST(BASE, { body, signal })),
  });
}
