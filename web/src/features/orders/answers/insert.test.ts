import { expect, test } from 'vitest';
import { withField } from './insert';

test.each([
  ['Commande .', 9, 9, 'Commande {number}.', 17],
  ['Commande', 8, 8, 'Commande {number}', 17],
  ['', 0, 0, '{number}', 8],
  ['Commande ici.', 9, 12, 'Commande {number}.', 17],
])('%j with a field from %i to %i', (before, from, to, text, at) => {
  expect(withField(before, 'number', from, to)).toEqual({ text, at });
});
