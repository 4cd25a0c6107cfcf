import { expect, test } from 'vitest';
import { complaintsAbout, NAME_MAX, refusedFields } from './validation';

test.each([
  [{ number: 'CL-401372-487531', name: 'RAMI' }, {}],
  [{ number: '', name: 'RAMI' }, { number: 'numberMissing' }],
  [{ number: '   ', name: 'RAMI' }, { number: 'numberMissing' }],
  [{ number: 'abc', name: 'RAMI' }, { number: 'numberShape' }],
  [{ number: 'CL-401372-487531', name: '  ' }, { name: 'nameMissing' }],
  [{ number: 'CL-401372-487531', name: 'x'.repeat(NAME_MAX + 1) }, { name: 'nameTooLong' }],
  [
    { number: '', name: '' },
    { number: 'numberMissing', name: 'nameMissing' },
  ],
])('%j has the complaints %j', (lookup, complaints) => {
  expect(complaintsAbout(lookup)).toEqual(complaints);
});

test('what the server refuses stands at its field, the first sentence of each', () => {
  const errors = [
    { pointer: '/number', detail: 'Champ obligatoire.' },
    { pointer: '/number', detail: 'Un texte est attendu.' },
    { pointer: '/other', detail: 'Champ inconnu.' },
  ];
  expect(refusedFields(errors)).toEqual({ number: 'Champ obligatoire.' });
});
