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

/** By what each cell is multiplied. */
interface Factors {
  price: Float64Array;
  /** Of volumes: by volume levers, and by what prices do to them. */
  volume: Float64Array;
  drawn: Float64Array;
  cost: Float64Array;
}

function factorsOf(cube: SalesCube, levers: readonly Lever[]): Factors {
  const ones = () => new Float64Array(cube.revenue.length).fill(1);
  const factors: Factors = { price: ones(), drawn: ones(), volume: ones(), cost: ones() };
  for (const lever of levers) {
    const factor = Math.max(0, 1 + lever.change_percent / 100);
    const drawn = lever.kind === 'price' ? factor ** (lever.elasticity ?? 0) : 1;
    eachCell(cube, lever, (cell) => {
      const target = factors[lever.kind];
      target[cell] = (target[cell] ?? 1) * factor;
      factors.drawn[cell] = (factors.drawn[cell] ?? 1) * drawn;
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

const earned = (revenue: number, cost: number): Earned => ({
  revenue,
  cost,
  margin: revenue - cost,
});

/** The whole scenario, in cents without rounding: what the server calculates, in a frame's time. */
export function simulate(cube: SalesCube, levers: readonly Lever[]): Outcome {
  const { price, volume, drawn, cost } = factorsOf(cube, levers);
  const width = cube.categories.length;
  const steps = { price: 0, volume: 0, cost: 0 };
  const regions = cube.regions.map(({ id, name }, row) => {
    const sums = { revenue: 0, cost: 0, revenueAfter: 0, costAfter: 0 };
    for (let cell = row * width; cell < (row + 1) * width; cell++) {
      const [r, c] = [cube.revenue[cell] ?? 0, cube.cost[cell] ?? 0];
      const [p, v, d, k] = [price[cell] ?? 1, volume[cell] ?? 1, drawn[cell] ?? 1, cost[cell] ?? 1];
      const priced = r * p * d - c * d;
      steps.price += priced - (r - c);
      steps.volume += priced * v - priced;
      steps.cost += c * d * v - c * d * v * k;
      sums.revenue += r;
      sums.cost += c;
      sums.revenueAfter += r * p * d * v;
      sums.costAfter += c * d * v * k;
    }
    return {
      id,
      name,
      before: earned(sums.revenue, sums.cost),
      after: earned(sums.revenueAfter, sums.costAfter),
    };
  });
  const total = (pick: (region: (typeof regions)[number]) => Earned) =>
    earned(
      regions.reduce((sum, region) => sum + pick(region).revenue, 0),
      regions.reduce((sum, region) => sum + pick(region).cost, 0),
    );
  return {
    before: total(({ before }) => before),
    after: total(({ after }) => after),
    steps,
    regions,
  };
}

/** In per cent; none where nothing is earned. */
export function marginRate({ revenue, margin }: Earned): number | null {
  return revenue > 0 ? (margin / revenue) * 100 : null;
}
