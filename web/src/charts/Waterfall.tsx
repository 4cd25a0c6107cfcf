import type { Slot } from './figures';
import { type Area, Plot } from './Plot';

export interface Step {
  key: string;
  title: string;
  short?: string;
  /** By how much it changes the total. */
  value: number;
}

interface Props {
  label: string;
  slotName: string;
  start: { title: string; value: number };
  steps: readonly Step[];
  end: { title: string };
  words: { total: string; change: string; rise: string; fall: string };
  format: (value: number) => string;
  signed: (value: number) => string;
  axis: (value: number) => string;
  height?: number;
}

interface Piece extends Slot {
  from: number;
  to: number;
  total: boolean;
}

/** From the total before to the total after: what comes out is the sum of what is shown. */
export function piecesOf(
  start: Props['start'],
  steps: readonly Step[],
  end: Props['end'],
): readonly Piece[] {
  let at = start.value;
  const changes = steps.map(({ key, title, short = title, value }): Piece => {
    const from = at;
    at += value;
    return { key, title, short, from, to: at, total: false };
  });
  const total = (key: string, title: string, to: number): Piece => ({
    ...{ key, title, short: title, from: 0, to, total: true },
  });
  return [total('start', start.title, start.value), ...changes, total('end', end.title, at)];
}

/** How much room beside the changes: totals of millions would hide changes of thousands. */
const MARGIN = 0.35;
/** Of the total: below it the lines of the axis would all have the same name. */
const LEAST_MARGIN = 0.03;

/** The part of the axis where something happens; from zero when that is not far. */
export function cutDomain(pieces: readonly Pick<Piece, 'to'>[]): [number, number] {
  const ends = pieces.map(({ to }) => to);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const room = Math.max((high - low) * MARGIN, Math.abs(high) * LEAST_MARGIN, 1);
  if (low < 0 || low - room < high * 0.25) return [Math.min(0, low), Math.max(0, high)];
  return [low - room, high + room / 2];
}

export function Waterfall({ start, steps, end, words, format, signed, ...rest }: Props) {
  const pieces = piecesOf(start, steps, end);
  const domain = cutDomain(pieces);
  return (
    <Plot
      {...rest}
      slots={pieces}
      values={[]}
      domain={domain}
      legend={[
        { name: words.total, form: 'bar', ink: 'text-accent' },
        { name: words.rise, form: 'rise', ink: 'text-good' },
        { name: words.fall, form: 'fall', ink: 'text-bad' },
      ]}
      figures={(index) => {
        const piece = pieces[index];
        if (piece === undefined) return [];
        const total = { name: words.total, value: format(piece.to) };
        return piece.total
          ? [total]
          : [{ name: words.change, value: signed(piece.to - piece.from) }, total];
      }}
    >
      {(area) =>
        pieces.map((piece, index) => (
          <PieceMark
            key={piece.key}
            piece={piece}
            middle={area.x(index)}
            area={area}
            text={piece.total ? format(piece.to) : signed(piece.to - piece.from)}
            last={index === pieces.length - 1}
          />
        ))
      }
    </Plot>
  );
}

interface MarkProps {
  piece: Piece;
  middle: number;
  area: Area;
  text: string;
  last: boolean;
}

/** Of what falls, stays and rises. */
const FILLS = ['fill-bad', 'fill-ghost', 'fill-good'];

const LEAST = 2;

function PieceMark({ piece, middle, area, text, last }: MarkProps) {
  const { from, to, total } = piece;
  // The axis does not begin at zero: totals are torn at their foot.
  const cut = area.low > 0;
  const width = Math.min(area.step * 0.62, 72);
  const left = middle - width / 2;
  const foot = total ? area.y(Math.max(0, area.low)) : area.y(from);
  const end = area.y(to);
  const top = Math.min(foot, end);
  return (
    <>
      <rect
        x={left}
        y={top}
        width={width}
        height={Math.max(LEAST, Math.abs(foot - end))}
        rx="2"
        className={total ? 'fill-accent' : FILLS[Math.sign(to - from) + 1]}
      />
      {total && cut && <Tear x={left} width={width} y={area.floor - 14} />}
      {!last && (
        <path
          d={`M${left + width} ${end}H${left + area.step}`}
          className="stroke-edge"
          strokeDasharray="2 2"
        />
      )}
      {area.step > 64 && (
        <text
          x={middle}
          y={top - 6}
          textAnchor="middle"
          className="num chart-text chart-text-active"
        >
          {text}
        </text>
      )}
    </>
  );
}

/** A gap across a bar: a part of it is not shown. */
function Tear({ x, width, y }: { x: number; width: number; y: number }) {
  return (
    <path
      d={`M${x - 2} ${y + 5}L${x + width / 2} ${y - 1}L${x + width + 2} ${y + 5}`}
      className="stroke-surface"
      strokeWidth="4"
      fill="none"
    />
  );
}
