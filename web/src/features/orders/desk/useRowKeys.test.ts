import { expect, test } from 'vitest';
import { rowAfter } from './useRowKeys';

test.each([
  [-1, 1, 0],
  [-1, -1, 0],
  [0, 1, 1],
  [2, 1, 2],
  [2, -1, 1],
])('from row %i by %i it is row %i of three', (at, step, next) => {
  expect(rowAfter(at, step, 3)).toBe(next);
});
