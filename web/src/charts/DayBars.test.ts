import { expect, test } from 'vitest';
import { barHeights } from './DayBars';

test('the highest bar reaches the top', () => {
  expect(barHeights([5, 10])).toEqual([50, 100]);
});

test('a little is still seen beside much', () => {
  expect(barHeights([1, 10_000])[0]).toBe(2);
});

test('days without anything have no bar', () => {
  expect(barHeights([0, 0])).toEqual([0, 0]);
});
