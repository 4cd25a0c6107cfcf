import { expect, test } from 'vitest';
import { readWhy, writeWhy } from './why';

test.each([{}, { place: 12 }, { post: 3 }, { place: 12, post: 3 }])(
  'the question about %s is read as it was written',
  (question) => {
    expect(readWhy(writeWhy(question))).toEqual(question);
  },
);

test('what makes no sense asks about everything', () => {
  expect(readWhy('store-4')).toEqual({});
});
