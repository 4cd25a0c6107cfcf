import { expect, test } from 'vitest';
import { isNumber, parametersIn, valueSent } from './parameters';

test('each parameter is there once, in the order of the text', () => {
  const sql = 'SELECT 1 FROM t WHERE a >= {since} AND b = {name} AND c < {since}';
  expect(parametersIn(sql, []).map(({ name }) => name)).toEqual(['since', 'name']);
});

test('a type that was chosen outlasts a change of the text', () => {
  expect(parametersIn('{since} {name}', [{ name: 'since', type: 'date' }])).toEqual([
    { name: 'since', type: 'date' },
    { name: 'name', type: 'text' },
  ]);
});

test.each(['{}', '{Since}', "'{' || '}'"])('%j names none', (sql) => {
  expect(parametersIn(sql, [])).toEqual([]);
});

test.each([
  ['number', ' 1\u202f234,5 ', '1234.5'],
  ['text', ' Dupont, Jean ', 'Dupont, Jean'],
] as const)('a %s typed as %j is %j', (type, typed, value) => {
  expect(valueSent({ name: 'a', type }, typed)).toBe(value);
});

test.each([
  ['1234.5', true],
  ['-12', true],
  ['1e9', false],
  ['12,5', false],
  ['douze', false],
])('that %j is a number is %j', (sent, is) => {
  expect(isNumber(sent)).toBe(is);
});
