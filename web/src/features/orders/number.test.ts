import { expect, test } from 'vitest';
import { findOrderNumber, normaliseNumber } from './number';
import { readOrderSearch } from './search';

test.each([
  ['  cl-401372-487531 ', 'CL-401372-487531'],
  ['CL–401372—487531', 'CL-401372-487531'],
  ['CL - 401372 - 487531', 'CL-401372-487531'],
  ['', ''],
])('%j is sent as %j', (typed, sent) => {
  expect(normaliseNumber(typed)).toBe(sent);
});

test.each([
  ['Où en est ma commande CL-401372-487531 ?', 'CL-401372-487531'],
  ['cl-401372-487531', 'CL-401372-487531'],
  ['thème', null],
  ['12', null],
])('in %j the palette finds %j', (text, number) => {
  expect(findOrderNumber(text)).toBe(number);
});

test('an address can hold a number and nothing else', () => {
  expect(readOrderSearch({ number: 'cl-401372-487531', name: 'RAMI' })).toEqual({
    number: 'CL-401372-487531',
  });
});

test.each([{}, { number: '' }, { number: undefined }])(
  'an address with %j holds no number',
  (search) => {
    expect(readOrderSearch(search)).toEqual({});
  },
);
