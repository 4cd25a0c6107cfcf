import type { Figure } from './figures';
import { type LegendItem, Swatch } from './Legend';

const WIDTH = 200;
const GAP = 8;

interface Props {
  title: string;
  figures: readonly Figure[];
  legend: readonly LegendItem[];
  /** The middle of the slot, how wide it is, and how wide the chart is. */
  x: number;
  step: number;
  width: number;
}

/** Beside the slot that is pointed at; screen readers are told the same. */
export function Tooltip({ title, figures, legend, x, step, width }: Props) {
  const after = x + step / 2 + GAP;
  const left = after + WIDTH <= width ? after : Math.max(0, x - step / 2 - GAP - WIDTH);
  return (
    <div
      aria-hidden
      className="card pointer-events-none absolute top-1 z-10 px-3 py-2 text-xs shadow-pop"
      style={{ left, width: WIDTH }}
    >
      <p className="mb-1 font-medium first-letter:uppercase">{title}</p>
      {figures.map(({ name, value }) => {
        const item = legend.find((each) => each.name === name);
        return (
          <p key={name} className="flex items-center gap-1.5">
            {item && <Swatch item={item} />}
            <span className="text-mute">{name}</span>
            <span className="num ml-auto pl-2 font-medium whitespace-nowrap">{value}</span>
          </p>
        );
      })}
    </div>
  );
}
