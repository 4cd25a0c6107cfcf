import type { Sort } from '~/lib/sort';
import { type Balance, balanceOf } from '../balance';
import type { Node } from '../types';

export const SORTS = ['name', 'required', 'present', 'gap', 'ratio', 'completeness'] as const;
export type CentreSort = (typeof SORTS)[number];

function compared(one: Node, other: Node, by: CentreSort): number {
  if (by === 'name') return one.name.localeCompare(other.name);
  return (one[by] ?? Number.POSITIVE_INFINITY) - (other[by] ?? Number.POSITIVE_INFINITY);
}

/** All come in one answer, for the tree needs them: what narrows and orders them needs no other. */
export function shownCentres(
  centres: readonly Node[],
  balance: Balance | undefined,
  { by, descending }: Sort<CentreSort>,
): Node[] {
  const sign = descending ? -1 : 1;
  return centres
    .filter((each) => balance === undefined || balanceOf(each) === balance)
    .toSorted((one, other) => sign * compared(one, other, by));
}
