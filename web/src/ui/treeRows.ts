/** A row of a tree as it is shown. */
export interface TreeRow<Row> {
  row: Row;
  key: string;
  /** From 1. */
  level: number;
  /** Its place among its siblings, from 1. */
  position: number;
  siblings: number;
  parent: string | undefined;
  leaf: boolean;
  open: boolean;
}

interface Options<Row> {
  rowKey: (row: Row) => string;
  below: (row: Row) => readonly Row[];
  open: ReadonlySet<string>;
  by?: (row: Row) => number | string | null;
  descending?: boolean;
}

/** What nothing is known of stands last, whichever way. */
function compare(one: number | string | null, other: number | string | null, sign: number): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  if (typeof one === 'string') return sign * one.localeCompare(String(other));
  return sign * (one - Number(other));
}

/** The rows that can be seen, from top to bottom; sorted within siblings, so that it stays a tree. */
export function shownRows<Row>(rows: readonly Row[], options: Options<Row>): TreeRow<Row>[] {
  const { rowKey, below, open, by, descending } = options;
  const sign = descending ? -1 : 1;
  const visit = (
    siblings: readonly Row[],
    level: number,
    parent: string | undefined,
  ): TreeRow<Row>[] => {
    const sorted = by ? siblings.toSorted((a, b) => compare(by(a), by(b), sign)) : siblings;
    return sorted.flatMap((row, index) => {
      const key = rowKey(row);
      const children = below(row);
      const shown: TreeRow<Row> = {
        ...{ row, key, level, parent, position: index + 1, siblings: siblings.length },
        leaf: children.length === 0,
        open: children.length > 0 && open.has(key),
      };
      return [shown, ...(shown.open ? visit(children, level + 1, key) : [])];
    });
  };
  return visit(rows, 1, undefined);
}
