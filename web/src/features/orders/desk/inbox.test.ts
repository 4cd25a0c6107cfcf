import { expect, test } from 'vitest';
import type { List, Listed } from './api';
import { rowsOf } from './inbox';
import type { View } from './view';

const one = (id: string, state: Listed['state'], seq = 1) => ({ id, state, seq }) as Listed;
const LIST = {
  conversations: [one('new', 'automatic'), one('late', 'waiting'), one('over', 'closed')],
} as List;
const QUEUE = [one('early', 'waiting'), one('late', 'waiting')];

const ids = (view: View, list = LIST, queue = QUEUE) =>
  rowsOf(view, list, queue).rows.map(({ id }) => id);

test.each([
  [{}, ['early', 'late', 'new', 'over']],
  [{ state: 'waiting' }, ['early', 'late']],
  [{ state: 'closed' }, ['new', 'late', 'over']],
  [{ search: 'CL-1' }, ['new', 'late', 'over']],
  [{ after: 'cursor' }, ['new', 'late', 'over']],
] as const)('%j shows %j', (view, shown) => {
  expect(ids(view)).toEqual(shown);
});

test('a conversation that was taken since the queue was read is there once, and no more in it', () => {
  const list = { conversations: [one('late', 'with_agent', 2)] } as List;
  const { rows, queue } = rowsOf({}, list, QUEUE);
  expect([rows.map(({ id }) => id), queue.map(({ id }) => id)]).toEqual([
    ['early', 'late'],
    ['early'],
  ]);
});

test('a customer who came to wait since the list was read stands in the queue alone', () => {
  const list = { conversations: [one('late', 'automatic')] } as List;
  expect(ids({}, list, [one('late', 'waiting', 2)])).toEqual(['late']);
});
