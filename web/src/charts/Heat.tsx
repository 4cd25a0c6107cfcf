import { type KeyboardEvent, useState } from 'react';
import { cx } from '~/lib/cx';

interface Head {
  key: string;
  title: string;
  short?: string;
}

interface Props {
  label: string;
  /** What the rows are, as the head of their column. */
  rowName: string;
  rows: readonly Head[];
  columns: readonly Head[];
  /** null: nothing is known there. */
  valueAt: (row: string, column: string) => number | null;
  /** In the cell, and in full on hover and for screen readers. */
  short: (value: number) => string;
  format: (value: number) => string;
  /** Around zero: what is above is good, what is below is not. Else the more, the darker. */
  around?: 'zero';
}

/** The ground's share at most: numbers must stay readable on it. */
const STRONGEST = 42;

/** How strong the ground of a cell is, from -1 to 1 of the strongest. */
export function strengths(values: readonly (number | null)[], around?: 'zero'): number[] {
  const known = values.filter((value) => value !== null);
  const high = Math.max(...known.map(Math.abs), 0) || 1;
  const low = around === 'zero' ? 0 : Math.min(...known, high);
  return values.map((value) =>
    value === null ? 0 : around === 'zero' ? value / high : (value - low) / (high - low || 1),
  );
}

function ground(strength: number, around?: 'zero'): string {
  const colour = around === undefined ? '--accent' : strength < 0 ? '--bad' : '--good';
  return `color-mix(in srgb, var(${colour}) ${Math.round(Math.abs(strength) * STRONGEST)}%, var(--surface))`;
}

/** A matrix of numbers, each on a ground as strong as it is large. The arrow keys move over cells. */
export function Heat(props: Props) {
  const { label, rowName, rows, columns, valueAt, short, format, around } = props;
  const [at, setAt] = useState<readonly [number, number]>([0, 0]);
  const values = rows.map((row) => columns.map((column) => valueAt(row.key, column.key)));
  const strong = strengths(values.flat(), around);
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const row = clamp(at[0] + step[0], rows.length);
    const column = clamp(at[1] + step[1], columns.length);
    setAt([row, column]);
    event.currentTarget
      .querySelector<HTMLElement>(`[data-cell="${row}-${column}"]`)
      ?.focus({ preventScroll: false });
  };
  return (
    <div className="overflow-x-auto rounded-lg">
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the arrow keys move in it
        role="grid"
        aria-label={label}
        aria-readonly
        onKeyDown={onKeyDown}
        className="w-full border-separate border-spacing-0.5 text-xs"
      >
        <thead>
          <tr>
            <th
              scope="col"
              className="sticky left-0 bg-surface pr-2 text-left font-medium text-mute"
            >
              {rowName}
            </th>
            {columns.map(({ key, title, short: brief }) => (
              <th key={key} scope="col" title={title} className="font-medium text-mute">
                {brief ?? title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, y) => (
            <tr key={row.key}>
              <th
                scope="row"
                className="sticky left-0 max-w-40 truncate bg-surface pr-2 text-left text-sm font-normal"
              >
                {row.title}
              </th>
              {columns.map((column, x) => {
                const value = values[y]?.[x] ?? null;
                return (
                  <td
                    key={column.key}
                    data-cell={`${y}-${x}`}
                    tabIndex={at[0] === y && at[1] === x ? 0 : -1}
                    onFocus={() => setAt([y, x])}
                    title={value === null ? undefined : format(value)}
                    className={cx(
                      'num h-7 min-w-9 rounded px-1 text-right whitespace-nowrap',
                      'focus-visible:-outline-offset-1 forced-colors:border',
                    )}
                    style={{
                      background: ground(strong[y * columns.length + x] ?? 0, around),
                    }}
                  >
                    {value === null ? <span className="text-mute">—</span> : short(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

function clamp(index: number, count: number): number {
  return Math.max(0, Math.min(count - 1, index));
}
