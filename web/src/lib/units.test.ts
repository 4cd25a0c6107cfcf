import { expect, test } from 'vitest';
import { units } from './units';

const fr = units('fr');
const en = units('en');

test.each([
  [6.9780211, 'fte', '6,978\u00a0ETP', '6.978\u00a0FTE'],
  [9924.1, 'hours', '9\u202f924,1\u00a0h', '9,924.1\u00a0h'],
  [11.5, 'percent', '11,5\u00a0%', '11.5%'],
  [123456, 'eur_cents', '1\u202f234,56\u00a0€', '€1,234.56'],
  [1250, 'micro_euros', '0,00125\u00a0€', '€0.00125'],
  [-2.5, 'days', '\u22122,5\u00a0j', '\u22122.5\u00a0d'],
  [264, 'number', '264', '264'],
] as const)(
  '%s in %s is written %s in French and %s in English',
  (value, unit, french, english) => {
    expect([fr.exact(value, unit), en.exact(value, unit)]).toEqual([french, english]);
  },
);

test('a column of people lines up', () => {
  expect(fr.fixed(7, 'none', 2)).toBe('7,00');
});

test.each([
  [1.54, '+1,5'],
  [-2, '\u22122,0'],
  [0.01, '0,0'],
])('a difference of %s is written %s', (value, written) => {
  expect(fr.change(value, 1)).toBe(written);
});
