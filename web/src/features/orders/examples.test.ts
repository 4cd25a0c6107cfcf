import { expect, test } from 'vitest';
import { examplesOf } from './examples';

const hint = { app: 'orders', title: 'Titre', text: 'Texte', page: null };

test('only hints that fill the form are examples', () => {
  const hints = [
    { ...hint, example: { number: 'CL-401372-487531', name: 'RAMI' } },
    { ...hint, example: { number: 'CL-401372-487531' } as Record<string, string> },
    { ...hint, app: 'retail', example: { number: '1', name: 'x' } },
  ];
  expect(examplesOf(hints)).toEqual([
    { title: 'Titre', text: 'Texte', number: 'CL-401372-487531', name: 'RAMI' },
  ]);
});
