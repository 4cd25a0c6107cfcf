import { expect, test } from 'vitest';
import type { Part } from './api';
import { rowsOf } from './rows';

const share = (right: number) => ({ right, of: 10, percent: 10 * right });
const PARTS: Part[] = [
  { part: 'seen', slots: { name: share(9) }, intents: { human: share(10), thanks: share(8) } },
  { part: 'unseen', slots: { name: share(7) }, intents: { thanks: share(6) } },
  { part: 'fresh', slots: { name: share(8) }, intents: {} },
  { part: 'strangers', slots: { name: share(5) }, intents: {} },
];

test('all parts stand in one row', () => {
  expect(rowsOf(PARTS, 'slots')).toEqual([
    { name: 'name', seen: share(9), unseen: share(7), fresh: share(8), strangers: share(5) },
  ]);
});

test('an intent that only one part has is there too', () => {
  expect(rowsOf(PARTS, 'intents').map(({ name, unseen }) => [name, unseen?.right])).toEqual([
    ['thanks', 6],
    ['human', undefined],
  ]);
});
