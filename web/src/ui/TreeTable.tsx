import { ArrowDown, ArrowUp, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { cx } from '~/lib/cx';
import type { Sort } from '~/lib/sort';
import { shownRows, type TreeRow } from './treeRows';

export interface TreeColumn<Row, Key extends string = string> {
  key: Key;
  title: string;
  cell: (row: Row) => ReactNode;
  /** Numbers stand on the right. */
  numeric?: boolean;
  /** What siblings are sorted by; without it the column cannot be sorted. */
  sortBy?: (row: Row) => number | string | null;
  /** A class such as `w-32`. */
  width?: string;
}

interface Props<Row, Key extends string> {
  label: string;
  columns: readonly TreeColumn<Row, Key>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** In the order without a sort; none for a leaf. */
  below: (row: Row) => readonly Row[];
  open: ReadonlySet<string>;
  onOpenChange: (key: string, open: boolean) => void;
  sort?: Sort<Key> | undefined;
  onSort?: (sort: Sort<Key>) => void;
  /** Enter, or a press on the name. */
  onPick?: (row: Row) => void;
  /** While other rows are on their way. */
  faded?: boolean;
}

/** A tree whose rows have numbers: the arrows move, open and close (WAI-ARIA treegrid, by rows). */
export function TreeTable<Row, Key extends string>(props: Props<Row, Key>) {
  const { label, columns, rows, rowKey, below, open, onOpenChange, sort, onSort, onPick } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const by = columns.find(({ key }) => key === sort?.by)?.sortBy;
  const shown = shownRows(rows, {
    rowKey,
    below,
    open,
    ...(by && sort && { by, descending: sort.descending }),
  });
  const [current, setCurrent] = useState<string>();
  const stop = shown.some(({ key }) => key === current) ? current : shown[0]?.key;

  const focus = (key: string | undefined) => {
    const index = shown.findIndex((each) => each.key === key);
    if (index >= 0) (body.current?.children[index] as HTMLElement | undefined)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>, row: TreeRow<Row>) => {
    // Keys of a button in a cell are its own.
    if (event.target !== event.currentTarget) return;
    const index = shown.indexOf(row);
    const move = () => {
      switch (event.key) {
        case 'ArrowDown':
          return focus(shown[index + 1]?.key);
        case 'ArrowUp':
          return focus(shown[index - 1]?.key);
        case 'Home':
          return focus(shown[0]?.key);
        case 'End':
          return focus(shown.at(-1)?.key);
        case 'ArrowRight':
          if (row.leaf) return;
          return row.open ? focus(shown[index + 1]?.key) : onOpenChange(row.key, true);
        case 'ArrowLeft':
          return row.open ? onOpenChange(row.key, false) : focus(row.parent);
        case 'Enter':
        case ' ':
          return onPick ? onPick(row.row) : !row.leaf && onOpenChange(row.key, !row.open);
        default:
          return false;
      }
    };
    if (move() === false) return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <section
      aria-label={label}
      className={cx('overflow-x-auto transition-opacity', props.faded && 'opacity-60')}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows open and close */}
      <table role="treegrid" aria-label={label} className="w-full border-separate border-spacing-0">
        <thead>
          <tr>
            {columns.map((column, index) => (
              <Head
                key={column.key}
                column={column}
                first={index === 0}
                sort={sort}
                onSort={onSort}
              />
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {shown.map((row) => (
            <tr
              key={row.key}
              aria-level={row.level}
              aria-posinset={row.position}
              aria-setsize={row.siblings}
              {...(!row.leaf && { 'aria-expanded': row.open })}
              tabIndex={row.key === stop ? 0 : -1}
              onFocus={() => setCurrent(row.key)}
              onKeyDown={(event) => onKeyDown(event, row)}
              className="group focus-visible:-outline-offset-2"
            >
              {columns.map((column, index) => (
                <td
                  key={column.key}
                  className={cx(
                    'h-9 border-t border-line px-2 whitespace-nowrap last:pr-4 group-hover:bg-raised',
                    column.numeric && 'num text-right',
                    row.level === 1 && 'font-medium',
                    index === 0 ? 'sticky left-0 z-1 bg-surface' : 'text-sm',
                  )}
                >
                  {index === 0 ? (
                    <Name row={row} onOpenChange={onOpenChange} onPick={onPick}>
                      {column.cell(row.row)}
                    </Name>
                  ) : (
                    column.cell(row.row)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface NameProps<Row> {
  row: TreeRow<Row>;
  onOpenChange: (key: string, open: boolean) => void;
  onPick: ((row: Row) => void) | undefined;
  children: ReactNode;
}

/** For the pointer; keys have the row. */
function Name<Row>({ row, onOpenChange, onPick, children }: NameProps<Row>) {
  return (
    <span
      className="flex min-w-32 items-center gap-1 max-sm:max-w-44"
      style={{ paddingInlineStart: `${(row.level - 1) * 1.125}rem` }}
    >
      {row.leaf ? (
        <span className="w-6 shrink-0" />
      ) : (
        <button
          type="button"
          tabIndex={-1}
          aria-hidden
          onClick={() => onOpenChange(row.key, !row.open)}
          className="grid size-6 shrink-0 place-items-center rounded text-mute hover:bg-line max-sm:size-8"
        >
          <ChevronRight size={15} className={row.open ? 'rotate-90' : ''} />
        </button>
      )}
      {onPick ? (
        <button
          type="button"
          tabIndex={-1}
          onClick={() => onPick(row.row)}
          className="min-w-0 truncate rounded hover:text-accent hover:underline"
        >
          {children}
        </button>
      ) : (
        <span className="min-w-0 truncate">{children}</span>
      )}
    </span>
  );
}

interface HeadProps<Row, Key extends string> {
  column: TreeColumn<Row, Key>;
  first: boolean;
  sort: Sort<Key> | undefined;
  onSort: ((sort: Sort<Key>) => void) | undefined;
}

function Head<Row, Key extends string>({ column, first, sort, onSort }: HeadProps<Row, Key>) {
  const { key, title, numeric, width, sortBy } = column;
  const active = sort?.by === key;
  const Arrow = active && !sort.descending ? ArrowUp : ArrowDown;
  return (
    <th
      scope="col"
      {...(active && { 'aria-sort': sort.descending ? 'descending' : 'ascending' })}
      className={cx(
        'h-9 px-2 text-xs font-medium whitespace-nowrap text-mute last:pr-4',
        numeric ? 'text-right' : 'text-left',
        first && 'sticky left-0 z-1 bg-surface pl-4',
        width,
      )}
    >
      {sortBy && onSort ? (
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
