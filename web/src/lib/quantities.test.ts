import { expect, test } from 'vitest';
import { quantities } from './quantities';

const { percent, bytes, duration, relative } = quantities('fr');
const NOW = Date.parse('2026-11-21T09:00:00Z');

test.each([
  [0, '0\u202f%'],
  [0.9736, '97,4\u202f%'],
  [0.99996, '99,9\u202f%'],
  [1, '100\u202f%'],
])('the share %d is printed as %s', (share, text) => {
  expect(percent(share).replace(/\u00a0/g, '\u202f')).toBe(text);
});

test.each([
  [0, '0\u00a0o'],
  [999, '999\u00a0o'],
  [1_234_567, '1,2\u00a0Mo'],
  [812_300, '812\u00a0ko'],
  [5e15, '5\u202f000\u00a0To'],
])('%d bytes are %s', (value, text) => {
  expect(bytes(value)).toBe(text);
});

test.each([
  [0.0042, '4,2\u00a0ms'],
  [1.25, '1,3\u00a0s'],
  [42, '42\u00a0s'],
  [200, '3\u00a0min 20\u00a0s'],
  [7500, '2\u00a0h 5\u00a0min'],
  [3600, '1\u00a0h'],
  [280_000, '3\u00a0j 5\u00a0h'],
])('%d seconds are %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

test.each([
  ['2026-11-21T09:00:00.300Z', 'maintenant'],
  ['2026-11-21T08:57:10Z', 'il y a 2 min'],
  ['2026-11-20T08:00:00Z', 'hier'],
  ['2026-11-21T11:00:00Z', 'dans 2 h'],
])('%s is %s', (at, text) => {
  expect(relative(new Date(at), NOW).replace(/\u00a0/g, ' ')).toBe(text);
});

test('English has its own units', () => {
  const english = quantities('en');
  expect([english.bytes(2400), english.duration(90_000)]).toEqual([
    '2.4\u00a0kB',
    '1\u00a0d 1\u00a0h',
  ]);
});
