import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { cx } from '~/lib/cx';
import type { Sort } from '~/lib/sort';
import { RowLink } from './RowLink';

export type { Sort };

export interface Column<Row, Key extends string = string> {
  key: Key;
  title: string;
  cell: (row: Row) => ReactNode;
  /** Numbers stand on the right. */
  numeric?: boolean;
  /** A class such as `lg:w-32`; without one the column shares what is left. */
  width?: string;
  sortable?: boolean;
  /** Where it goes on phones, where a row is a block; below the title, with its name, by default. */
  stacked?: 'title' | 'aside' | 'hidden' | 'bare';
  /** Rows in which it says nothing: on phones they do without its line. */
  absent?: (row: Row) => boolean;
}

interface Props<Row, Key extends string> {
  label: string;
  columns: readonly Column<Row, Key>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Makes the title of a row a link to its details. */
  onOpen?: (row: Row) => void;
  sort?: Sort<Key>;
  onSort?: (sort: Sort<Key>) => void;
  /** While other rows are on their way. */
  faded?: boolean;
}

const STACKED = {
  title: 'max-lg:col-start-1 max-lg:row-start-1 max-lg:font-medium',
  aside: 'max-lg:col-start-2 max-lg:row-start-1 max-lg:text-right',
  hidden: 'max-lg:hidden',
  bare: 'max-lg:col-span-2',
  named:
    'max-lg:col-span-2 max-lg:flex max-lg:items-center max-lg:justify-between max-lg:gap-4 max-lg:text-sm',
} as const;

/** A dense table on wide screens; below, the same rows as blocks, for a table would have to scroll. */
export function DataTable<Row, Key extends string>(props: Props<Row, Key>) {
  const { label, columns, rows, rowKey, onOpen, sort, onSort, faded } = props;
  return (
    <table
      aria-label={label}
      aria-busy={faded}
      className={cx(
        'block w-full transition-opacity lg:table lg:table-fixed',
        faded && 'opacity-60',
      )}
    >
      <thead className="sr-only lg:not-sr-only lg:table-header-group">
        <tr>
          {columns.map((column) => (
            <ColumnHead key={column.key} column={column} sort={sort} onSort={onSort} />
          ))}
        </tr>
      </thead>
      <tbody className="block lg:table-row-group">
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            className={cx(
              'relative grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1 border-t border-line',
              'px-4 py-3 lg:table-row lg:p-0',
              onOpen && 'transition-colors hover:bg-raised',
            )}
          >
            {columns.map((column, index) => (
              <Cell
                key={column.key}
                column={column}
                row={row}
                first={index === 0}
                onOpen={onOpen}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface HeadProps<Row, Key extends string> {
  column: Column<Row, Key>;
  sort: Sort<Key> | undefined;
  onSort: ((sort: Sort<Key>) => void) | undefined;
}

function ColumnHead<Row, Key extends string>({ column, sort, onSort }: HeadProps<Row, Key>) {
  const { key, title, numeric, width, sortable } = column;
  const active = sort?.by === key;
  const Arrow = active && !sort.descending ? ArrowUp : ArrowDown;
  return (
    <th
      scope="col"
      {...(active && { 'aria-sort': sort.descending ? 'descending' : 'ascending' })}
      className={cx(
        'h-9 text-xs font-medium whitespace-nowrap text-mute lg:px-2 lg:first:pl-4 lg:last:pr-4',
        numeric ? 'text-right' : 'text-left',
        width,
      )}
    >
      {sortable && onSort ? (
        <Button
          onPress={() => onSort({ by: key, descending: active ? !sort.descending : true })}
          className={cx(
            '-mx-1.5 inline-flex h-7 items-center gap-1 rounded-md px-1.5 hover:bg-raised',
            'hover:text-ink',
            active && 'text-ink',
            numeric && 'flex-row-reverse',
          )}
        >
          {title}
          <Arrow aria-hidden size={13} className={active ? '' : 'opacity-0'} />
        </Button>
      ) : (
        title
      )}
    </th>
  );
}

interface CellProps<Row, Key extends string> {
  column: Column<Row, Key>;
  row: Row;
  first: boolean;
  onOpen: ((row: Row) => void) | undefined;
}

function Cell<Row, Key extends string>({ column, row, first, onOpen }: CellProps<Row, Key>) {
  const stacked = column.stacked ?? (first ? 'title' : 'named');
  const content = column.cell(row);
  const Tag = first ? 'th' : 'td';
  return (
    <Tag
      {...(first && { scope: 'row' as const })}
      className={cx(
        'min-w-0 text-left font-normal lg:h-10 lg:px-2 lg:py-1.5 lg:align-middle lg:first:pl-4',
        'lg:last:pr-4',
        STACKED[column.absent?.(row) ? 'hidden' : stacked],
        column.numeric && 'num text-right whitespace-nowrap',
      )}
    >
      {stacked === 'named' && (
        <span aria-hidden className="shrink-0 text-xs text-mute lg:hidden">
          {column.title}
        </span>
      )}
      {first && onOpen ? <RowLink onPress={() => onOpen(row)}>{content}</RowLink> : content}
    </Tag>
  );
}
