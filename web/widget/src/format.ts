import type { Language } from './types';

export type Format = (first: string, last?: string) => string;

/** « 28 oct. 2025 », « 1–31 oct. 2025 »: days of the calendar, the same wherever their reader is. */
export function dayFormat(language: Language): Format {
  const format = new Intl.DateTimeFormat(language === 'fr' ? 'fr' : 'en-GB', {
    dateStyle: 'medium',
    timeZone: 'UTC',
  });
  return (first, last = first) => format.formatRange(new Date(first), new Date(last));
}
