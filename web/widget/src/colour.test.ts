import { expect, test } from 'vitest';
import { inkOn } from './colour';

test.each([
  ['#ffffff', '#000'],
  ['#000000', '#fff'],
  ['#0f5f57', '#fff'],
  ['#f2c14e', '#000'],
  ['#767676', '#000'],
  ['#d92d20', '#fff'],
])('on %s one writes in %s', (ground, ink) => {
  expect(inkOn(ground)).toBe(ink);
});
