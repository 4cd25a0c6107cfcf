import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';

type Search = Record<string, unknown>;

/** What stands in the address behind the `?`, and changing some of it; what is undefined leaves. */
export function useSearchParams(): [
  Search,
  (change: Search, options?: { replace?: boolean }) => void,
] {
  const search: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = useCallback(
    (wanted: Search, { replace = false }: { replace?: boolean } = {}) => {
      // Routes share one loosely typed search, read by each page.
      void navigate({ to: '.', search: { ...search, ...wanted } as never, replace });
    },
    [navigate, search],
  );
  return [search, change];
}

/**
 * What a page shows, kept in its address: every view is a link and Back works. `read` makes sense of
 * whatever stands there; a filter at its default is left out.
 */
export function useFilters<Filters extends object>(
  read: (search: Search) => Filters,
): [Filters, (change: Partial<Filters>) => void] {
  const [search, change] = useSearchParams();
  const filters = useMemo(() => read(search), [read, search]);
  return [filters, change as (change: Partial<Filters>) => void];
}

/** One of the values that there are, else none. */
export function oneOf<Word extends string | number>(
  words: readonly Word[],
  value: unknown,
): Word | undefined {
  return words.find((word) => word === value);
}

/** A number of a record; nothing for what is none. */
export function naturalNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined;
}

/** An id or a cursor; the router reads digits alone as a number. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
