import { expect, test } from 'vitest';
import { daysBetween } from './dates';

test.each([
  ['2025-10-28', '2025-10-28', 0],
  ['2025-10-20', '2025-10-28', 8],
  ['2025-10-28', '2025-10-20', -8],
  ['2024-02-28', '2024-03-01', 2],
])('from %s to %s there are %d days', (from, to, days) => {
  expect(daysBetween(from, to)).toBe(days);
});

test('the change to winter time makes no day shorter', () => {
  expect(daysBetween('2025-10-25', '2025-10-27')).toBe(2);
});
