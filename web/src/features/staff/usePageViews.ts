import { useMatches } from '@tanstack/react-router';
import { useEffect } from 'react';
import { api } from '~/api/client';

/** The page that stands there, as its route is written; the address may be that of one on its way. */
export function useShownPage(): string | undefined {
  return useMatches().at(-1)?.fullPath.replace(/\/$/, '');
}

/** Counts each page of the app that is opened; no number of anybody is in the name of a route. */
export function usePageViews(page: string | undefined, counted: boolean): void {
  useEffect(() => {
    if (!counted || !page?.startsWith('/staff')) return;
    // A look that is not counted is nobody's trouble.
    api.POST('/api/v1/staff/activity/views', { body: { page } }).catch(() => undefined);
  }, [counted, page]);
}
