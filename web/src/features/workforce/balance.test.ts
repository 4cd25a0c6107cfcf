import { expect, test } from 'vitest';
import { balanceOf } from './balance';

test.each([
  [0.9, 'short'],
  [0.96, 'level'],
  [1.04, 'level'],
  [1.2, 'over'],
  [null, 'none'],
] as const)('%s of what is required is %s', (ratio, balance) => {
  expect(balanceOf({ ratio })).toBe(balance);
});
