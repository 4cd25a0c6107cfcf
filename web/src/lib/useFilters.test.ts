import { expect, test } from 'vitest';
import { naturalNumber, oneOf, text } from './useFilters';

test.each([
  ['failed', 'failed'],
  ['burnt', undefined],
  [undefined, undefined],
])('the state %s of an address is read as %s', (value, state) => {
  expect(oneOf(['failed', 'done'], value)).toBe(state);
});

test.each([
  [7, 7],
  [0, undefined],
  [1.5, undefined],
  ['7', undefined],
  [2 ** 60, undefined],
])('the number %s of an address is read as %s', (value, number) => {
  expect(naturalNumber(value)).toBe(number);
});

test('digits, which the router reads as a number, are a text again', () => {
  expect(text(42)).toBe('42');
});
