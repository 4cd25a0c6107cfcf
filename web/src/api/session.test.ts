import { QueryClient } from '@tanstack/react-query';
import { beforeEach, expect, test } from 'vitest';
import { ME_KEY, type Me } from './me';
import { enter, leave } from './session';

const person = (id: number) => ({ person: { id, name: 'Mina' } }) as Me;

let queries: QueryClient;
const kept = () =>
  queries
    .getQueryCache()
    .getAll()
    .map(({ queryKey }) => queryKey.join('.'))
    .sort();

beforeEach(() => {
  queries = new QueryClient();
  enter(queries, person(1));
  queries.setQueryData(['about', 'fr'], {});
  queries.setQueryData(['console', 'jobs'], {});
  queries.setQueryData(['me', 'sessions'], {});
});

test('nothing that somebody had read stays when they leave', () => {
  leave(queries, { tellOthers: false });
  expect(kept()).toEqual(['about.fr', 'me']);
});

test('whoever leaves is nobody, not unknown', () => {
  leave(queries, { tellOthers: false });
  expect(queries.getQueryData(ME_KEY)).toBeNull();
});

test('another person finds nothing of the one before', () => {
  enter(queries, person(2));
  expect(kept()).toEqual(['about.fr', 'me']);
});

test('the same person who signs in again keeps what was read', () => {
  enter(queries, person(1));
  expect(kept()).toContain('console.jobs');
});
