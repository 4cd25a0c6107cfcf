import { parseDay } from '~/lib/dates';
import type { Parameter } from './api';

const MARK = /\{([a-z][a-z0-9_]*)\}/g;

/** The parameters that a text names, in that order; the types that were chosen stay. */
export function parametersIn(sql: string, known: readonly Parameter[]): Parameter[] {
  const names = new Set([...sql.matchAll(MARK)].map(([, name = '']) => name));
  return [...names].map(
    (name) => known.find((each) => each.name === name) ?? { name, type: 'text' },
  );
}

/** Digits enough for an amount: what the server takes. */
const NUMBER = /^-?\d{1,18}(\.\d{1,9})?$/;

export function isNumber(sent: string): boolean {
  return NUMBER.test(sent);
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A day of the calendar: the 31st of February is none. */
export function isDay(sent: string): boolean {
  const instant = parseDay(sent);
  return DAY.test(sent) && !Number.isNaN(+instant) && instant.toISOString().startsWith(sent);
}

/** Day first, as the pages write it in both languages, with any sign between or none. */
const DAY_TYPED = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$|^(\d{2})(\d{2})(\d{4})$/;

function daySent(typed: string): string {
  const [day, month, year] = DAY_TYPED.exec(typed)?.slice(1).filter(Boolean) ?? [];
  if (!(day && month && year)) return typed;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** What runs of a value that was typed: numbers and days as machines write them. */
export function valueSent({ type }: Parameter, typed: string): string {
  const value = typed.trim();
  if (type === 'date') return daySent(value);
  return type === 'number' ? value.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.') : value;
}
