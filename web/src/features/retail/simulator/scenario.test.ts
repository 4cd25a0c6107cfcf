import { expect, test } from 'vitest';
import {
  type Lever,
  newLever,
  readLevers,
  type SalesCube,
  simulate,
  writeLevers,
} from './scenario';

/** Two regions, two categories; the second lies below category 10. */
const CUBE: SalesCube = {
  version: 1,
  as_of: null,
  first: '2025-11',
  last: '2026-10',
  regions: [
    { id: 1, name: 'Ouest' },
    { id: 2, name: 'Est' },
  ],
  categories: [
    { id: 7, name: 'Boissons', above: [] },
    { id: 8, name: 'Thé', above: [10] },
  ],
  revenue: [1000, 2000, 3000, 4000],
  cost: [600, 1200, 2400, 2000],
};

const lever = (change: Partial<Lever> & Pick<Lever, 'kind'>): Lever => ({
  ...newLever(change.kind),
  ...change,
});

const after = (...levers: Lever[]) => {
  const { revenue, cost } = simulate(CUBE, levers).after;
  return [revenue, cost];
};

test.each([
  ['nothing', [], [10_000, 6200]],
  ['a volume everywhere', [lever({ kind: 'volume', change_percent: 10 })], [11_000, 6820]],
  [
    'a cost in a region',
    [lever({ kind: 'cost', change_percent: -50, region_id: 2 })],
    [10_000, 4000],
  ],
  [
    'a price without elasticity in a category',
    [lever({ kind: 'price', change_percent: 10, elasticity: 0, category_id: 7 })],
    [10_400, 6200],
  ],
  [
    'a price whose volume follows',
    [lever({ kind: 'price', change_percent: 25, elasticity: -1, category_id: 8, region_id: 1 })],
    [10_000, 5960],
  ],
  [
    'a category above',
    [lever({ kind: 'volume', change_percent: 100, category_id: 10 })],
    [16_000, 9400],
  ],
  [
    'two of a kind, which multiply',
    [
      lever({ kind: 'volume', change_percent: 10 }),
      lever({ kind: 'volume', change_percent: 10, region_id: 1 }),
    ],
    [11_330, 7018],
  ],
] as const)('after %s', (_, levers, expected) => {
  expect(after(...levers)).toEqual(expected);
});

test('the steps lead from the margin before to the margin after', () => {
  const {
    before,
    after: then,
    steps,
  } = simulate(CUBE, [
    lever({ kind: 'price', change_percent: 7, elasticity: -1.4 }),
    lever({ kind: 'volume', change_percent: -3, region_id: 2 }),
    lever({ kind: 'cost', change_percent: 4, category_id: 10 }),
  ]);
  expect(before.margin + steps.price + steps.volume + steps.cost).toBe(then.margin);
});

test('levers come back from an address as they were written', () => {
  const levers = [
    lever({ kind: 'price', change_percent: 5.5, elasticity: -1.25, region_id: 3, category_id: 7 }),
    lever({ kind: 'cost', change_percent: -2 }),
  ];
  expect([writeLevers(levers), readLevers(writeLevers(levers))]).toEqual([
    'p_5.5_-1.25_r3_k7~c_-2',
    levers,
  ]);
});

test.each(['', 'x_5', 'p', 'v_', 'v_abc', 12])('%j has no lever', (written) => {
  expect(readLevers(written)).toEqual([]);
});
