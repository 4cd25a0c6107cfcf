const WIDTH = 96;
const HEIGHT = 22;
const PAD = 2;

/** Points of a line over the values, gaps where there is none, scaled from 0 to the highest. */
export function sparkPath(values: readonly (number | null)[], slots: number): string {
  const top = Math.max(...values.map((value) => value ?? 0)) || 1;
  const step = (WIDTH - 2 * PAD) / Math.max(1, slots - 1);
  // The newest value stands at the right edge.
  const first = slots - values.length;
  let pen = 'M';
  return values
    .flatMap((value, index) => {
      if (value === null) {
        pen = 'M';
        return [];
      }
      const x = PAD + (first + index) * step;
      const y = HEIGHT - PAD - (value / top) * (HEIGHT - 2 * PAD);
      const point = `${pen}${x.toFixed(1)} ${y.toFixed(1)}`;
      pen = 'L';
      return [point];
    })
    .join('');
}

interface Props {
  values: readonly (number | null)[];
  slots: number;
  /** What the line says, in words. */
  label: string;
}

export function Spark({ values, slots, label }: Props) {
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className="h-[22px] w-24 text-accent"
    >
      <path d={`M${PAD} ${HEIGHT - 0.5}H${WIDTH - PAD}`} className="stroke-line" />
      <path
        d={sparkPath(values, slots)}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
