import type { Slot } from './figures';
import type { LegendItem } from './Legend';
import { type Area, Plot } from './Plot';

export interface Bar extends Slot {
  value: number | null;
  target?: number | null;
  /** The same a year before. */
  before?: number | null;
  /** What the target was missed by, negative, or exceeded by. */
  gap?: number | null;
}

interface Props {
  label: string;
  slotName: string;
  bars: readonly Bar[];
  words: { value: string; target: string; before: string; gap?: string };
  /** In full, for the tooltip and the table. */
  format: (value: number) => string;
  /** The same with its sign, for gaps. */
  signed?: (value: number) => string;
  axis: (value: number) => string;
  height?: number;
  onPick?: (key: string) => void;
}

/** A bar per slot, a tick where the target is, last year's bar behind on the left. */
export function BarsWithTarget({ bars, words, format, signed = format, ...rest }: Props) {
  const has = {
    target: bars.some(({ target }) => typeof target === 'number'),
    before: bars.some(({ before }) => typeof before === 'number'),
  };
  const legend: LegendItem[] = [
    ...(has.before ? [{ name: words.before, form: 'bar', ink: 'text-ghost' } as const] : []),
    { name: words.value, form: 'bar', ink: 'text-accent' },
    ...(has.target ? [{ name: words.target, form: 'tick', ink: 'text-ink' } as const] : []),
  ];
  const write = (value: number | null | undefined, as = format) =>
    typeof value === 'number' ? as(value) : '—';
  return (
    <Plot
      {...rest}
      slots={bars}
      values={bars.flatMap(({ value, target, before }) => [value, target, before])}
      legend={legend}
      figures={(index) => [
        { name: words.value, value: write(bars[index]?.value) },
        ...(has.target ? [{ name: words.target, value: write(bars[index]?.target) }] : []),
        ...(has.target && words.gap !== undefined
          ? [{ name: words.gap, value: write(bars[index]?.gap, signed) }]
          : []),
        ...(has.before ? [{ name: words.before, value: write(bars[index]?.before) }] : []),
      ]}
    >
      {(area) =>
        bars.map((bar, index) => (
          <Group key={bar.key} bar={bar} middle={area.x(index)} area={area} ghost={has.before} />
        ))
      }
    </Plot>
  );
}

interface GroupProps {
  bar: Bar;
  middle: number;
  area: Area;
  ghost: boolean;
}

function Group({ bar: { value, target, before }, middle, area, ghost }: GroupProps) {
  const room = Math.min(area.step * 0.72, 56);
  const left = middle - room / 2;
  const main = ghost ? left + room * 0.32 : left;
  const width = ghost ? room * 0.68 : room;
  return (
    <>
      {typeof before === 'number' && (
        <path d={barPath(left, room * 0.3, before, area)} className="fill-ghost" />
      )}
      {value !== null && <path d={barPath(main, width, value, area)} className="fill-accent" />}
      {typeof target === 'number' && (
        <path
          d={`M${main - 2} ${area.y(target)}h${width + 4}`}
          className="stroke-ink"
          strokeWidth="2"
          strokeLinecap="round"
        />
      )}
    </>
  );
}

const ROUND = 3;

/** From zero to the value, its far end rounded; below zero it hangs. */
export function barPath(x: number, width: number, value: number, area: Pick<Area, 'y'>): string {
  const zero = area.y(0);
  const end = area.y(value);
  const down = end > zero ? -1 : 1;
  const r = Math.min(ROUND, width / 2, Math.abs(zero - end)) * down;
  const side = Math.abs(r);
  return `M${x} ${zero}V${end + r}q0 ${-r} ${side} ${-r}h${width - 2 * side}q${side} 0 ${side} ${r}V${zero}z`;
}
