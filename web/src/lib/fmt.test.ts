import { describe, expect, test } from 'vitest';
import { formats } from './fmt';

const fr = formats('fr', 'Europe/Paris');
const en = formats('en', 'Europe/Paris');
const afternoon = new Date('2026-11-20T13:02:05Z');

describe('numbers', () => {
  test.each([
    [1234.56, '1\u202f234,6', '1,234.6'],
    [-8, '\u22128', '\u22128'],
    [0, '0', '0'],
  ])('%d', (value, french, english) => {
    expect([fr.number(value), en.number(value)]).toEqual([french, english]);
  });
});

test.each([
  [0.4237, '0,42\u202fms'],
  [12.34, '12\u202fms'],
  [1234.4, '1\u202f230\u202fms'],
])('%d milliseconds keep the digits that matter', (value, french) => {
  expect(fr.milliseconds(value)).toBe(french);
});

test('a long French day has its weekday first', () => {
  expect(fr.longDay('2025-10-28')).toBe('mardi 28 octobre 2025');
});

test.each([
  ['2026-09-01', '1er sept. 2026'],
  ['2026-09-21', '21 sept. 2026'],
])('%s is written %s in French', (day, written) => {
  expect(fr.shortDay(day)).toBe(written);
});

test('an English day comes before its month', () => {
  expect(en.shortDay('2025-10-28')).toBe('28 Oct 2025');
});

test.each(['Pacific/Kiritimati', 'Pacific/Pago_Pago'])(
  'a calendar day stays itself in %s',
  (zone) => {
    expect(formats('fr', zone).shortDay('2025-10-28')).toBe('28 oct. 2025');
  },
);

test.each([
  [afternoon, '14\u202fh\u202f02', '14:02'],
  [new Date('2026-11-20T08:05:00Z'), '9\u202fh\u202f05', '09:05'],
  [new Date('2026-11-19T23:00:00Z'), '0\u202fh\u202f00', '00:00'],
])('%s is told as French and English tell the time', (instant, french, english) => {
  expect([fr.time(instant), en.time(instant)]).toEqual([french, english]);
});

test('two instants around midnight UTC are one day in Paris', () => {
  const late = new Date('2026-11-19T23:30:00Z');
  expect(fr.isSameDay(late, afternoon)).toBe(true);
});
