import { queryOptions } from '@tanstack/react-query';
import { api, expectData } from '~/api/client';
import type { components } from '~/api/schema';

type Schemas = components['schemas'];
export type Place = Schemas['SeenPlaces']['places'][number];
export type PlaceKind = Place['kind'];
export type PlaceDraft = Schemas['PlaceDraft'];
export type PlaceChange = Schemas['PlaceChange'];

export const PLACES_KEY = ['console', 'places'];

const BASE = '/api/v1/console/places';

/** The whole tree; kinds have their titles in the language of the page. */
export function placesQuery(language: string) {
  return queryOptions({
    queryKey: [...PLACES_KEY, language],
    queryFn: ({ signal }) => expectData(api.GET(BASE, { signal })),
  });
}

export function addPlace(body: PlaceDraft): Promise<Place> {
  return expectData(api.POST(BASE, { body }));
}

export function changePlace(id: number, body: PlaceChange): Promise<Place> {
  return expectData(api.PATCH(`${BASE}/{id}`, { params: { path: { id } }, body }));
}
