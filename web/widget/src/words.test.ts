import { expect, test } from 'vitest';
import { fill, words } from './words';

test('French has narrow no-break spaces before its marks', () => {
  expect(words('fr').understood).toBe('Compris\u202f: ');
});

test('English has none', () => {
  expect(Object.values(words('en')).join('')).not.toContain('\u202f');
});

test('French has its own word for mail, as the assistant does', () => {
  expect(Object.values(words('fr')).join('')).not.toContain('mail');
});

test('a value takes its place', () => {
  expect(fill(words('fr').late, 3)).toBe('3 j de retard');
});
