const SLOT = 10;
const GAP = 2;
const HEIGHT = 100;
/** What is not nothing must be seen. */
const LEAST = 2;

export interface Day {
  day: string;
  count: number;
}

/** The heights of the bars, out of 100; the highest reaches the top. */
export function barHeights(counts: readonly number[]): number[] {
  const top = Math.max(...counts, 1);
  return counts.map((count) => (count === 0 ? 0 : Math.max(LEAST, (count / top) * HEIGHT)));
}

interface Props {
  days: readonly Day[];
  /** What the bars say, in words. */
  label: string;
  /** The words for one bar, shown when the pointer rests on it. */
  describe: (day: Day) => string;
}

/** One bar per day, as wide as there is room. The table beside it has the same numbers. */
export function DayBars({ days, label, describe }: Props) {
  const heights = barHeights(days.map(({ count }) => count));
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${days.length * SLOT} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="h-28 w-full border-b border-line text-accent"
    >
      {days.map((day, index) => (
        <g key={day.day}>
          <title>{describe(day)}</title>
          <rect
            x={index * SLOT}
            y="0"
            width={SLOT}
            height={HEIGHT}
            className="fill-transparent hover:fill-raised"
          />
          <rect
            x={index * SLOT + GAP / 2}
            y={HEIGHT - (heights[index] ?? 0)}
            width={SLOT - GAP}
            height={heights[index]}
            fill="currentColor"
            className="keep-colour pointer-events-none"
          />
        </g>
      ))}
    </svg>
  );
}
