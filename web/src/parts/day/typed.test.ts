import { expect, test } from 'vitest';
import { isDay, readDay, writeDay } from './typed';

test.each([
  ['2026-11-21', '2026-11-21'],
  ['21/11/2026', '2026-11-21'],
  [' 3/1/2026 ', '2026-01-03'],
  ['21.11.2026', '2026-11-21'],
  ['21112026', '2026-11-21'],
  ['29/02/2028', '2028-02-29'],
])('%j is read as %j', (typed, day) => {
  expect(readDay(typed)).toBe(day);
});

test.each(['', '21/11', '21/11/26', '31/02/2026', '11/21/2026', '00/00/0000', 'hier'])(
  '%j stays as it is typed',
  (typed) => {
    expect(readDay(typed)).toBe(typed);
  },
);

test.each([
  ['2026-11-21', true],
  ['2026-02-31', false],
  ['0000-00-00', false],
  ['21/11/2026', false],
  ['hier', false],
  ['', false],
])('that %j is a day is %j', (value, is) => {
  expect(isDay(value)).toBe(is);
});

test.each([
  ['2026-01-03', '03/01/2026'],
  ['2026-02-31', '2026-02-31'],
  ['hier', 'hier'],
  ['', ''],
])('%j is written as %j', (value, written) => {
  expect(writeDay(value)).toBe(written);
});
