import { useMatches } from '@tanstack/react-router';
import { useEffect } from 'react';
import { api } from '~/api/client';

/** Counts each page of the app that is opened, as its route is written: no number of anybody is in it. */
export function usePageViews(counted: boolean): void {
  const page = useMatches().at(-1)?.fullPath.replace(/\/$/, '');
  useEffect(() => {
    if (!counted || !page?.startsWith('/staff')) return;
    // A look that is not counted is nobody's trouble.
    api.POST('/api/v1/staff/activity/views', { body: { page } }).catch(() => undefined);
  }, [counted, page]);
}
