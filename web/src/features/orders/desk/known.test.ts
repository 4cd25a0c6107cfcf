import { expect, test } from 'vitest';
import type { Message } from './api';
import { knownOf } from './known';

const NOTHING = { name: null, numbers: [], proven: [], messages: [] };

function answer(numbers: string[], name: string | null): Message {
  return { trace: { numbers, name } } as Message;
}

test('the name is the one that is known now', () => {
  const messages = [answer([], 'RAMI')];
  expect(knownOf({ ...NOTHING, name: 'Mina Rami', messages }).name).toBe('Mina Rami');
});

test('a name that the assistant has forgotten is the one that was given last', () => {
  const messages = [answer([], 'RAMI'), answer([], 'Mina Rami'), answer([], null)];
  expect(knownOf({ ...NOTHING, messages }).name).toBe('Mina Rami');
});

test('an order is proven when the API says so, one that was only named is not', () => {
  const told = { ...NOTHING, proven: ['CL-2'], messages: [answer(['CL-1', 'CL-2'], 'RAMI')] };
  expect(knownOf(told).numbers).toEqual([
    { number: 'CL-1', proven: false },
    { number: 'CL-2', proven: true },
  ]);
});

test('an order that a search found stands behind those that were named', () => {
  const told = { ...NOTHING, proven: ['CL-9'], messages: [answer(['CL-1'], null)] };
  expect(knownOf(told).numbers.map(({ number }) => number)).toEqual(['CL-1', 'CL-9']);
});

test('of a conversation that has just begun nothing is known', () => {
  expect(knownOf(NOTHING)).toEqual({ name: null, numbers: [] });
});
