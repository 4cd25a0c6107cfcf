import { expect, test } from 'vitest';
import type { CachePrefix } from './api';
import { readSort, sorted } from './sorting';

const row = (prefix: string, loads: number, load_s: number) =>
  ({ prefix, loads, load_s, bytes: 0 }) as CachePrefix;
const ROWS = [row('a', 2, 8), row('b', 3, 3), row('c', 0, 0)];

test.each([
  ['loads', true, 'bac'],
  ['loads', false, 'cab'],
  ['mean', true, 'abc'],
] as const)('by %s, descending %s: %s', (by, descending, order) => {
  expect(sorted(ROWS, { by, descending }).map(({ prefix }) => prefix)).toEqual([...order]);
});

test('an address that makes no sense sorts by reads', () => {
  expect(readSort({ by: 'colour', order: 3 })).toEqual({ by: 'asked', order: 'down' });
});
