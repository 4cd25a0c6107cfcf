import { queryOptions } from '@tanstack/react-query';
import type { Language } from '~/lib/language';
import { api, expectData } from './client';
import type { paths } from './schema';

export type About = paths['/api/v1/about']['get']['responses'][200]['content']['application/json'];
export type DemoHint = NonNullable<About['demo']>['hints'][number];

/** The organisation, unless nobody has set it and it is still called after the product. */
export function ownName(about: About | undefined): string | undefined {
  return about?.organisation === about?.name ? undefined : about?.organisation;
}

/** What runs here; the hints are sentences, hence one answer per language. */
export function aboutQuery(language: Language) {
  return queryOptions({
    queryKey: ['about', language],
    queryFn: ({ signal }) => expectData(api.GET('/api/v1/about', { signal })),
    staleTime: 5 * 60_000,
  });
}
