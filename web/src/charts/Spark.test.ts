import { expect, test } from 'vitest';
import { sparkPath } from './Spark';

test('the newest value stands at the right edge', () => {
  expect(sparkPath([1, 1], 20)).toMatch(/L94\.0 2\.0$/);
});

test('a gap lifts the pen', () => {
  expect(sparkPath([1, null, 2], 3)).toBe('M2.0 11.0M94.0 2.0');
});

test('values that are all zero lie on the ground', () => {
  expect(sparkPath([0, 0], 2)).toBe('M2.0 20.0L94.0 20.0');
});
