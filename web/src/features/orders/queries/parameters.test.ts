import { expect, test } from 'vitest';
import { isDay, isNumber, parametersIn, valueSent } from './parameters';

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
  ['date', '2026-11-21', '2026-11-21'],
  ['date', ' 3/1/2026 ', '2026-01-03'],
  ['date', '21.11.2026', '2026-11-21'],
  ['date', '21112026', '2026-11-21'],
  ['date', 'hier', 'hier'],
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

test.each([
  ['2026-11-21', true],
  ['2026-02-31', false],
  ['0000-00-00', false],
  ['hier', false],
])('that %j is a day is %j', (sent, is) => {
  expect(isDay(sent)).toBe(is);
});
