import { queryOptions } from '@tanstack/react-query';
import { api, expectData } from '~/api/client';
import type { components } from '~/api/schema';
import { ifMatch } from '~/api/version';

export type Widget = components['schemas']['SeenWidget'];
export type WidgetPage = components['schemas']['SeenWidgets'];
export type WidgetDraft = Required<components['schemas']['WidgetDraft']>;

const BASE = '/api/v1/orders/widgets';
/** As many as there may be. */
const ALL = 100;

export const WIDGETS_KEY = ['orders', 'widgets'];

export const widgetsQuery = queryOptions({
  queryKey: WIDGETS_KEY,
  queryFn: ({ signal }) => expectData(api.GET(BASE, { params: { query: { limit: ALL } }, signal })),
});

export function addWidget(body: WidgetDraft): Promise<Widget> {
  return expectData(api.POST(BASE, { body }));
}

export function replaceWidget(
  { key, version }: Pick<Widget, 'key' | 'version'>,
  body: WidgetDraft,
): Promise<Widget> {
  const params = { path: { key }, header: ifMatch(version) };
  return expectData(api.PUT(`${BASE}/{key}`, { params, body }));
}
