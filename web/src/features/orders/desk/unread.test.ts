import { expect, test } from 'vitest';
import { isUnread, withSeen } from './unread';

const BEFORE = '2026-11-21T20:00:00Z';
const NOW = '2026-11-21T20:00:01.5Z';
const MINE = {
  id: 'a',
  asked_at: NOW,
  state: 'with_agent',
  mine: true,
  last_author: 'customer',
} as const;

test('what a customer wrote since is unread', () => {
  expect(isUnread(MINE, { a: BEFORE })).toBe(true);
});

test('what was seen to its end is read', () => {
  expect(isUnread(MINE, { a: NOW })).toBe(false);
});

test('whoever waits and was never looked at is unread', () => {
  expect(isUnread({ ...MINE, state: 'waiting', last_author: 'assistant' }, {})).toBe(true);
});

test.each(['automatic', 'closed'] as const)('what is %s waits for nobody to read it', (state) => {
  expect(isUnread({ ...MINE, state }, {})).toBe(false);
});

test('what a colleague answers waits for nobody else to read it', () => {
  expect(isUnread({ ...MINE, mine: false }, { a: BEFORE })).toBe(false);
});

test('an answer of ours is not unread', () => {
  const answered = { ...MINE, asked_at: BEFORE, last_author: 'agent' } as const;
  expect(isUnread(answered, { a: BEFORE })).toBe(false);
});

test('what a customer wrote stays unread, whatever the house said behind it', () => {
  expect(isUnread({ ...MINE, last_author: 'system' }, { a: BEFORE })).toBe(true);
});

test('a customer who has written nothing has nothing unread', () => {
  expect(isUnread({ ...MINE, asked_at: null, last_author: 'system' }, { a: BEFORE })).toBe(false);
});

test('the conversations that were opened longest ago are forgotten', () => {
  const many = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`c${at}`, NOW]));
  expect(Object.keys(withSeen(many, 'new', NOW))).toEqual([...Object.keys(many).slice(1), 'new']);
});
