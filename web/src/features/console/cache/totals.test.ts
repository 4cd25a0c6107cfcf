import { expect, test } from 'vitest';
import { askedOf, type Counts, hitRatio, meanLoad, totalOf } from './totals';

const counts = (some: Partial<Counts>): Counts => ({ ...totalOf([]), ...some });

test('a stale answer is a read, but no hit', () => {
  expect(hitRatio(counts({ memory_hits: 2, valkey_hits: 1, stale_served: 1 }))).toBe(0.75);
});

test('before the first read there is no ratio', () => {
  expect(hitRatio(counts({}))).toBeNull();
});

test('before the first load there is no average', () => {
  expect(meanLoad(counts({ load_s: 0 }))).toBeNull();
});

test('a total adds every prefix', () => {
  const total = totalOf([counts({ misses: 1, bytes: 10 }), counts({ misses: 2, memory_hits: 4 })]);
  expect([askedOf(total), total.bytes]).toEqual([7, 10]);
});
