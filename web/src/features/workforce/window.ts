import { oneOf, text } from '~/lib/useFilters';
import type { Asked } from './api';

export const WINDOWS = [1, 3, 6, 12, 24] as const;

/** Which months results are the mean of, from an address; the API's default is a year. */
export function readWindow(search: Record<string, unknown>): Asked {
  const until = text(search.until);
  return {
    months: oneOf(WINDOWS, search.months),
    until: until !== undefined && /^\d{4}-\d{2}$/.test(until) ? until : undefined,
  };
}
