import type { components } from '~/api/schema';

type Schemas = components['schemas'];
export type SalesCube = Schemas['SalesCube'];
export type Lever = Schemas['SalesLever'];
export type Kind = Lever['kind'];

export const KINDS: readonly Kind[] = ['price', 'volume', 'cost'];

/** As far as a slider goes, in per cent; more can be typed. */
export const REACH = 30;
/** What a new price lever assumes: 1 % more loses 1.2 % of the volume. */
const USUAL_ELASTICITY = -1.2;

export function newLever(kind: Kind): Lever {
  return {
    kind,
    change_percent: 0,
    elasticity: kind === 'price' ? USUAL_ELASTICITY : 0,
    region_id: null,
    category_id: null,
  };
}

const LETTERS: Record<Kind, string> = { price: 'p', volume: 'v', cost: 'c' };
const BETWEEN = '~';
const WITHIN = '_';

/** Levers as they stand in an address: `p_5_-1.2_r3_k7~v_-2`. */
export function writeLevers(levers: readonly Lever[]): string {
  return levers
    .map(({ kind, change_percent, elasticity, region_id, category_id }) =>
      [
        LETTERS[kind],
        change_percent,
        ...(kind === 'price' ? [elasticity] : []),
        ...(region_id ? [`r${region_id}`] : []),
        ...(category_id ? [`k${category_id}`] : []),
      ].join(WITHIN),
    )
    .join(BETWEEN);
}

/** What an address says, as far as it makes sense. */
export function readLevers(written: unknown): Lever[] {
  if (typeof written !== 'string') return [];
  return written.split(BETWEEN).flatMap((each) => {
    const [letter, change, ...rest] = each.split(WITHIN);
    const kind = KINDS.find((one) => LETTERS[one] === letter);
    const percent = Number(change);
    if (kind === undefined || change === '' || !Number.isFinite(percent)) return [];
    const idAfter = (mark: string) => {
      const found = rest.find((part) => part.startsWith(mark))?.slice(1);
      return Number.isSafeInteger(Number(found)) ? Number(found) : null;
    };
    const elasticity = Number(rest[0]);
    return [
      {
        ...newLever(kind),
        change_percent: percent,
        ...(kind === 'price' && Number.isFinite(elasticity) && { elasticity }),
        region_id: idAfter('r'),
        category_id: idAfter('k'),
      },
    ];
  });
}

/** By what each cell is multiplied. What prices do to volumes is a part of `volume`. */
type Factors = Record<Kind, Float64Array>;

/** At -100 % and below a fractional power is no number: the server refuses them. */
const LEAST_FACTOR = 0.001;

function factorsOf(cube: SalesCube, levers: readonly Lever[]): Factors {
  const ones = () => new Float64Array(cube.revenue.length).fill(1);
  const factors: Factors = { price: ones(), volume: ones(), cost: ones() };
  const multiply = (kind: Kind, cell: number, by: number) => {
    factors[kind][cell] = (factors[kind][cell] ?? 1) * by;
  };
  for (const lever of levers) {
    const factor = Math.max(LEAST_FACTOR, 1 + lever.change_percent / 100);
    eachCell(cube, lever, (cell) => {
      multiply(lever.kind, cell, factor);
      if (lever.kind === 'price') multiply('volume', cell, factor ** (lever.elasticity ?? 0));
    });
  }
  return factors;
}

/** The cells that a lever moves: of its region, and of its category with all below it. */
function eachCell(cube: SalesCube, lever: Lever, move: (cell: number) => void): void {
  const { regions, categories } = cube;
  regions.forEach((region, row) => {
    if (lever.region_id != null && region.id !== lever.region_id) return;
    categories.forEach((category, column) => {
      const moved =
        lever.category_id == null ||
        category.id === lever.category_id ||
        category.above.includes(lever.category_id);
      if (moved) move(row * categories.length + column);
    });
  });
}

export interface Earned {
  revenue: number;
  cost: number;
  margin: number;
}

export interface Outcome {
  before: Earned;
  after: Earned;
  /** What each kind of lever does to the margin; they add up to the difference. */
  steps: Record<Kind, number>;
  /** In the order of the cube. */
  regions: { id: number; name: string; before: Earned; after: Earned }[];
}

/** Half up, as the server does: every amount once, in its cell, so that cells add up exactly. */
const cents = (amount: number) => Math.floor(amount + 0.5);

/** The whole scenario in a frame's time, by the formula of the server's `whatif/domain.py`. */
export function simulate(cube: SalesCube, levers: readonly Lever[]): Outcome {
  const { price, volume, cost } = factorsOf(cube, levers);
  const width = cube.categories.length;
  const steps: Outcome['steps'] = { price: 0, volume: 0, cost: 0 };
  const regions = cube.regions.map(({ id, name }, row) => {
    const before = { revenue: 0, cost: 0 };
    const after = { revenue: 0, cost: 0 };
    for (let cell = row * width; cell < (row + 1) * width; cell++) {
      const [r, c] = [cube.revenue[cell] ?? 0, cube.cost[cell] ?? 0];
      const [f, g, h] = [price[cell] ?? 1, volume[cell] ?? 1, cost[cell] ?? 1];
      const repriced = cents(r * f);
      const sold = cents(r * f * g);
      const bought = cents(c * g);
      const paid = cents(c * g * h);
      steps.price += repriced - r;
      steps.volume += sold - repriced - (bought - c);
      steps.cost += bought - paid;
      before.revenue += r;
      before.cost += c;
      after.revenue += sold;
      after.cost += paid;
    }
    return { id, name, before: earned(before), after: earned(after) };
  });
  return {
    before: earned(sumOf(regions.map(({ before }) => before))),
    after: earned(sumOf(regions.map(({ after }) => after))),
    steps,
    regions,
  };
}

interface Sums {
  revenue: number;
  cost: number;
}

function earned({ revenue, cost }: Sums): Earned {
  return { revenue, cost, margin: revenue - cost };
}

function sumOf(parts: readonly Sums[]): Sums {
  return {
    revenue: parts.reduce((sum, { revenue }) => sum + revenue, 0),
    cost: parts.reduce((sum, { cost }) => sum + cost, 0),
  };
}

/** In per cent; none where nothing is earned. */
export function marginRate({ revenue, margin }: Earned): number | null {
  return revenue > 0 ? (margin / revenue) * 100 : null;
}
