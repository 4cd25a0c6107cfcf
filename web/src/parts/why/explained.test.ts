import { expect, test } from 'vitest';
import { units } from '~/lib/units';
import { asText, type Explained } from './explained';

const STAFF: Explained = {
  name: 'fte',
  label: 'ETP requis',
  value: 6.9780211,
  unit: 'fte',
  formula: 'heures ÷ heures nettes',
  terms: [
    { name: 'hours', label: 'Heures', value: 9924.1, unit: 'hours', source: 'Accord de 2019' },
    { name: 'net', label: 'Heures nettes', value: null },
  ],
};

test('a calculation is copied as indented lines, down to where its numbers come from', () => {
  expect(asText(STAFF, units('fr')).replace(/[\u00a0\u202f]/g, ' ')).toBe(
    [
      'ETP requis : 6,978 ETP',
      '  = heures ÷ heures nettes',
      '  Heures : 9 924,1 h',
      '    [Accord de 2019]',
      '  Heures nettes : –',
    ].join('\n'),
  );
});
