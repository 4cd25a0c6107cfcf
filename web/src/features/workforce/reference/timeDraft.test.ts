import { expect, test } from 'vitest';
import { draftOf, emptyTime } from './timeDraft';

const TYPED = {
  ...emptyTime('2026-11-21'),
  minutes: 2,
  sample: 40,
  source: ' Accord ',
  author: 'A',
};

test.each([
  ['chronometry', 40],
  ['agreement', null],
] as const)('the sample of a time by %s is %s', (method, sample) => {
  expect(draftOf({ ...TYPED, method }).sample).toBe(sample);
});

test('what was left empty is the ordinary', () => {
  const { complexity, productivity, spread } = draftOf({
    ...TYPED,
    complexity: Number.NaN,
    productivity: Number.NaN,
  });
  expect([complexity, productivity, spread]).toEqual([0, 1, null]);
});
