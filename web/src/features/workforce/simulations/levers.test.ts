import { expect, test } from 'vitest';
import { factorOf, readLevers } from './levers';

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

test('a change of ten per cent is a factor without a tail', () => {
  expect(factorOf(0.1)).toBe(1.1);
});
