import { expect, test } from 'vitest';
import { firstOf, monthsBetween, readMonth, shifted, spanOf } from './months';

test.each([
  ['2026-01', -1, '2025-12'],
  ['2025-12', 1, '2026-01'],
  ['2026-10', -23, '2024-11'],
])('%s and %d months are %s', (month, by, result) => {
  expect(shifted(month, by)).toBe(result);
});

test('a period has both its ends', () => {
  expect(monthsBetween('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
});

test.each([
  ['month', '2026-10'],
  ['quarter', '2026-08'],
  ['year', '2026-01'],
  ['twelve', '2025-11'],
] as const)('the %s that ends with October begins with %s', (span, first) => {
  expect([firstOf(span, '2026-10'), spanOf(first, '2026-10')]).toEqual([first, span]);
});

test.each(['2026-13', '2026', 202610, undefined])('%j is no month', (value) => {
  expect(readMonth(value)).toBeUndefined();
});
