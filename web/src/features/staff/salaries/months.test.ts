import { expect, test } from 'vitest';
import { lastMonths, monthBefore } from './months';

test('months go back over the turn of the year', () => {
  expect(lastMonths(new Date(2026, 0, 31), 3)).toEqual(['2026-01', '2025-12', '2025-11']);
});

test('before January comes December', () => {
  expect(monthBefore('2026-01')).toBe('2025-12');
});
