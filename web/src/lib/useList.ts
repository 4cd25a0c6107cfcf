import { useMemo } from 'react';
import { readSort, type Sort, writeSort } from './sort';
import { text, useSearchParams } from './useFilters';

/** What a list can be asked for; a constant of its module. */
interface ListOptions<Key extends string, Filters extends object> {
  sorts: readonly Key[];
  /** How it stands when nobody asked for an order: as the API's default. */
  first: Sort<Key>;
  read: (search: Record<string, unknown>) => Filters;
}

export interface Listed<Key extends string, Filters extends object> {
  filters: Filters;
  /** Narrows the list, which then begins anew. */
  narrow: (change: Partial<Filters>) => void;
  /** Changes what is shown beside the list: the page of the list stays. */
  open: (change: Partial<Filters>) => void;
  sort: Sort<Key>;
  onSort: (sort: Sort) => void;
  /** The cursor of the shown page, for `Pager`. */
  after: string | undefined;
  onGo: (after: string | undefined) => void;
  /** The query parameters of order and page, as every list of the API takes them. */
  asked: { sort: Key | `-${Key}`; after?: string };
}

/** A list whose filters, order and page are in the address: every view of it is a link. */
export function useList<Key extends string, Filters extends object>(
  options: ListOptions<Key, Filters>,
): Listed<Key, Filters> {
  const [search, change] = useSearchParams();
  return useMemo(() => {
    const sort = readSort(options.sorts, search.sort) ?? options.first;
    const after = text(search.after);
    return {
      filters: options.read(search),
      narrow: (wanted) => change({ ...wanted, after: undefined }),
      open: (wanted) => change({ ...wanted }),
      sort,
      onSort: (wanted) => change({ sort: writeSort(wanted), after: undefined }),
      after,
      onGo: (wanted) => change({ after: wanted }),
      asked: { sort: writeSort(sort), ...(after !== undefined && { after }) },
    };
  }, [options, search, change]);
}
