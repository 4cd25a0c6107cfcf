import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, expectData } from '~/api/client';
import type { components } from '~/api/schema';
import type { Language } from '~/lib/language';

export type Template = components['schemas']['Template'];

const BASE = '/api/v1/orders/desk/templates';

export const TEMPLATES_KEY = ['orders', 'templates'];

export function templatesQuery(source: string | undefined, language: Language) {
  const query = { language, ...(source !== undefined && { source }) };
  return queryOptions({
    queryKey: [...TEMPLATES_KEY, query],
    queryFn: ({ signal }) => expectData(api.GET(BASE, { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

type Named = Pick<Template, 'source' | 'language' | 'name'>;

function put({ source, language, name }: Named, text: string, preview: boolean) {
  return expectData(api.PUT(BASE, { body: { source, language, name, text, preview } }));
}

/** How it would read; nothing is changed. */
export function previewQuery(of: Named, text: string) {
  return queryOptions({
    queryKey: ['orders', 'template-preview', of.source, of.language, of.name, text],
    queryFn: () => put(of, text, true),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 60_000,
  });
}

/** An empty text gives the shipped one back. */
export function changeTemplate(of: Named, text: string): Promise<Template> {
  return put(of, text, false);
}
