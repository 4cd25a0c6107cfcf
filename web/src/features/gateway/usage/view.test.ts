import { expect, test } from 'vitest';
import { readView, wantedOf } from './view';

test('the usual period is left to the server', () => {
  expect(wantedOf({}, new Date('2026-11-21T08:00:00Z'))).toEqual({});
});

test('a week begins six days before today', () => {
  expect(wantedOf({ days: 7 }, new Date('2026-11-21T08:00:00Z')).first).toBe('2026-11-15');
});

test('an address that says nonsense says nothing', () => {
  expect(readView({ days: 12, key: 'x' })).toEqual({});
});
