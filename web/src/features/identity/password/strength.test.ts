import { expect, test } from 'vitest';
import { strengthOf } from './strength';

test.each([
  ['', null],
  ['ab12', 'short'],
  ['éééééé', 'short'],
  ['abababababababab', 'repetitive'],
  ['pluie42!', 'fair'],
  ['trois mots ici', 'good'],
  ['une phrase que moi seul connais', 'strong'],
])('%j is %s', (password, strength) => {
  expect(strengthOf(password)).toBe(strength);
});
