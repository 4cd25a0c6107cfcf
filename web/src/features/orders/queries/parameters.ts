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

/** What runs of a value that was typed: a number as machines write it, whatever the comma. */
export function valueSent({ type }: Parameter, typed: string): string {
  const value = typed.trim();
  return type === 'number' ? value.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.') : value;
}
