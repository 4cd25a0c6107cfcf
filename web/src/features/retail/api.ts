import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, expectData } from '~/api/client';
import type { components, operations } from '~/api/schema';
import type { View } from './view';

type Schemas = components['schemas'];
export type Measures = Schemas['Measures'];
export type Compared = Schemas['Compared'];
export type FigureRow = Schemas['FigureRow'];
export type MonthOfSeries = Schemas['MonthOfSeries'];
export type RetailDashboard = Schemas['RetailDashboard'];
/** What an answer is about. */
export type Chosen = Pick<RetailDashboard, 'period' | 'place' | 'category' | 'as_of'>;
export type Consolidation = Schemas['Consolidation'];
export type RetailFilters = Schemas['RetailFilters'];
type Explained = Schemas['Explained'];

/** What an import, an edit or a target makes stale. */
export const RETAIL_KEY = ['retail'];

const BASE = '/api/v1/retail';

export function asked({ first, last, place, category }: View) {
  return {
    ...(first && { from: first }),
    ...(last && { to: last }),
    ...(place && { place }),
    ...(category && { category }),
  };
}

export function filtersQuery(language: string) {
  return queryOptions({
    queryKey: [...RETAIL_KEY, 'filters', language],
    queryFn: ({ signal }) => expectData(api.GET(`${BASE}/filters`, { signal })),
  });
}

export function dashboardQuery(view: View, language: string) {
  const query = asked(view);
  return queryOptions({
    queryKey: [...RETAIL_KEY, 'dashboard', language, query],
    queryFn: ({ signal }) =>
      expectData(api.GET(`${BASE}/dashboard`, { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function consolidationQuery(view: View, by: Consolidation['by'], language: string) {
  const query = { ...asked(view), by };
  return queryOptions({
    queryKey: [...RETAIL_KEY, 'consolidation', language, query],
    queryFn: ({ signal }) =>
      expectData(api.GET(`${BASE}/consolidation`, { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export const EXPORT_FORMATS = ['csv', 'xlsx'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The rows of a consolidation, as a file. */
export function exportConsolidation(
  view: View,
  by: Consolidation['by'],
  format: ExportFormat,
): Promise<Blob> {
  const query = { ...asked(view), by, format };
  const answer = api.GET(`${BASE}/consolidation/export`, { params: { query }, parseAs: 'blob' });
  return expectData(answer) as Promise<Blob>;
}

type Figure = NonNullable<operations['explain_figure']['parameters']['query']>['figure'];

/** What a figure of a view is made of; `figure` is what stands in the address. */
export function whyFigure(figure: string, view: View, signal: AbortSignal): Promise<Explained> {
  const query = { ...asked(view), figure: figure as Figure };
  return expectData(api.GET(`${BASE}/explain`, { params: { query }, signal }));
}
