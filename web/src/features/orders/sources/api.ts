import { queryOptions } from '@tanstack/react-query';
import { api, expectData } from '~/api/client';
import type { components } from '~/api/schema';
import type { Language } from '~/lib/language';

export type Source = components['schemas']['SeenSource'];
export type Finding = components['schemas']['SeenFinding'];
export type Verdict = Finding['verdict'];

/** Each reading asks the sources: only a person begins one. */
export function sourcesQuery(language: Language) {
  return queryOptions({
    queryKey: ['orders', 'sources', language],
    queryFn: ({ signal }) => expectData(api.GET('/api/v1/orders/sources', { signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export type Mapping = components['schemas']['SeenMapping'];
export type MappedTable = components['schemas']['SeenTable'];
export type MappedColumn = components['schemas']['SeenColumn'];

/** As the files say it, since the last start: no source is asked. */
export function mappingsQuery(language: Language) {
  return queryOptions({
    queryKey: ['orders', 'mappings', language],
    queryFn: ({ signal }) =>
      expectData(api.GET('/api/v1/orders/mappings', { signal })).then(({ mappings }) => mappings),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function letterQuery(source: string, language: Language) {
  const params = { path: { source }, query: { language } };
  return queryOptions({
    queryKey: ['orders', 'letter', source, language],
    queryFn: ({ signal }) =>
      expectData(api.GET('/api/v1/orders/sources/{source}/letter', { params, signal })),
  });
}
