import { expect, test } from 'vitest';
import { initialsOf } from './initials';

test.each([
  ['Mina Rami', 'MR'],
  ['Jean Paul de La Tour', 'JT'],
  ['élodie', 'É'],
  ['  Zoé   Bois-Martin ', 'ZB'],
  ['', ''],
])('%s is %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
