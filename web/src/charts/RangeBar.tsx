interface Props {
  /** What the left and the right edge stand for. */
  domain: readonly [number, number];
  low: number;
  high: number;
  /** The middle of the range, as a notch. */
  middle?: number;
  /** Something to compare it with, as a line across. */
  mark?: number | undefined;
}

/** A range on an axis that the rows of a table share; the numbers stand beside it in words. */
export function RangeBar({ domain: [from, to], low, high, middle, mark }: Props) {
  const at = (value: number) =>
    `${Math.min(100, Math.max(0, ((value - from) / (to - from || 1)) * 100))}%`;
  const width = `max(3px, calc(${at(high)} - ${at(low)}))`;
  return (
    <span aria-hidden className="relative block h-5 w-full min-w-24">
      <span className="absolute inset-x-0 top-1/2 h-px bg-line" />
      <span
        className="keep-colour absolute top-1 h-3 rounded-sm bg-accent opacity-35"
        style={{ left: at(low), width }}
      />
      {middle !== undefined && (
        <span
          className="keep-colour absolute top-0.5 h-4 w-0.5 -translate-x-1/2 rounded-full bg-accent"
          style={{ left: at(middle) }}
        />
      )}
      {mark !== undefined && (
        <span
          className="keep-colour absolute top-0 h-5 w-0 -translate-x-1/2 border-l-2 border-dotted border-ink"
          style={{ left: at(mark) }}
        />
      )}
    </span>
  );
}

/** An axis that all of these fit on, with a little room. */
export function sharedDomain(values: readonly number[]): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = (high - low) * 0.04 || 1;
  return [low - room, high + room];
}
