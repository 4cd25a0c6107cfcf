import { parseDay } from '~/lib/dates';

const ISO = /^\d{4}-\d{2}-\d{2}$/;

/** Day first, as the pages write it in both languages, with any sign between or none. */
const DAY_FIRST = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$|^(\d{2})(\d{2})(\d{4})$/;

/** A day of the calendar as machines write it: the 31st of February is none. */
export function isDay(value: string): boolean {
  const instant = parseDay(value);
  return ISO.test(value) && !Number.isNaN(+instant) && instant.toISOString().startsWith(value);
}

/** The day that is typed, as machines write it; what is no day stays as it is typed. */
export function readDay(typed: string): string {
  const text = typed.trim();
  const [day = '', month = '', year] = DAY_FIRST.exec(text)?.slice(1).filter(Boolean) ?? [];
  const read = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(read) ? read : text;
}

/** 21/11/2026; what is no day as it is. */
export function writeDay(value: string): string {
  return isDay(value) ? value.split('-').reverse().join('/') : value;
}
