import { expect, test } from 'vitest';
import { deeperWhy, readWhy, writeWhy } from './question';

test.each([{}, { place: 12 }, { post: 3 }, { place: 12, post: 3 }])(
  'the question about %s is read as it was written',
  (question) => {
    expect(readWhy(writeWhy(question))).toEqual(question);
  },
);

test('what makes no sense asks about everything', () => {
  expect(readWhy('store-4')).toEqual({});
});

test.each([
  ['place:12', 'all-post-3', 'place-12-post-3'],
  ['place:12', 'place-1', 'place-12'],
  ['hours', 'place-1', undefined],
])('of the term %s of %s one asks %s', (name, why, next) => {
  expect(deeperWhy(name, why)).toBe(next);
});
