import { expect, test } from 'vitest';
import { amounts } from './amounts';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
const fr = amounts('fr');
const en = amounts('en');

test.each([
  [fr.euros(123_456), '1 234,56 €'],
  [fr.wholeEuros(123_456_789), '1 234 568 €'],
  [fr.wholeEuros(-12), '0 €'],
  [fr.shortEuros(4_224_229_500), '42,2 M €'],
  [fr.shortEuros(0), '0'],
  [fr.signedShortEuros(-18_520_000), '−185 k €'],
  [fr.percent(100.06), '100,1 %'],
  [fr.signedPercent(5.2), '+5,2 %'],
  [fr.signedPoints(-0.44), '−0,4 pt'],
  [fr.shortMonth('2026-10'), 'oct.'],
  [fr.longMonth('2026-08'), 'août 2026'],
  [en.wholeEuros(4_224_229_500), '€42,242,295'],
  [en.longMonth('2026-08'), 'August 2026'],
])('%s is printed as %s', (printed, text) => {
  expect(plain(printed)).toBe(text);
});
