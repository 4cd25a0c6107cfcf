import { naturalNumber, useFilters } from '~/lib/useFilters';
import { readMonth } from './months';

/** What figures are about; what nobody has chosen is the server's to choose. */
export interface View {
  first: string | undefined;
  last: string | undefined;
  place: number | undefined;
  category: number | undefined;
}

function readView(search: Record<string, unknown>): View {
  return {
    first: readMonth(search.first),
    last: readMonth(search.last),
    place: naturalNumber(search.place),
    category: naturalNumber(search.category),
  };
}

export function useView(): [View, (change: Partial<View>) => void] {
  return useFilters(readView);
}
