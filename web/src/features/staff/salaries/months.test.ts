import { expect, test } from 'vitest';
import { lastMonths, monthBefore, monthsAround } from './months';

test('months go back over the turn of the year', () => {
  expect(lastMonths(new Date(2026, 0, 31), 3)).toEqual(['2026-01', '2025-12', '2025-11']);
});

test('before January comes December', () => {
  expect(monthBefore('2026-01')).toBe('2025-12');
});

test('months around the last day of a long one skip none', () => {
  expect(monthsAround(new Date(2026, 11, 31), 1, 2)).toEqual([
    '2027-02',
    '2027-01',
    '2026-12',
    '2026-11',
  ]);
});
