import { expect, test } from 'vitest';
import { factorOf, percentOf, readLevers } from './levers';

test('levers are read as they were written', () => {
  const levers = [
    { kind: 'volume', factor: 1.1 },
    { kind: 'time', factor: 0.9, post_id: 3 },
  ];
  expect(readLevers(levers)).toEqual(levers);
});

test.each([
  'volume',
  [{ kind: 'weather', factor: 1.1 }],
  [{ kind: 'volume', factor: 0 }],
  [{ kind: 'volume', factor: '2' }],
  [null],
])('%j is no lever', (value) => {
  expect(readLevers(value)).toEqual([]);
});

test.each([0.1, -0.075, 0, 1.5])(
  'a change of %s is the same after a way through its factor',
  (change) => {
    expect(percentOf(factorOf(change)) / 100).toBe(change);
  },
);
