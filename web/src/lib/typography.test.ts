import { expect, test } from 'vitest';
import { french } from './typography';

test.each([
  ['Réessayez ; vite !', 'Réessayez\u202f; vite\u202f!'],
  ['« oui »', '«\u202foui\u202f»'],
  ['Thème : {theme}', 'Thème\u00a0: {theme}'],
  ['{n, plural, =0 {rien} other {#}}', '{n, plural, =0 {rien} other {#}}'],
])('%s', (plain, set) => {
  expect(french({ deep: { text: plain } }).deep.text).toBe(set);
});
