import { dayOf, parseDay } from './dates';
import { type Language, LOCALES } from './language';

const NARROW = '\u202f';
const numbers = new Map<string, Intl.NumberFormat>();
const dates = new Map<string, Intl.DateTimeFormat>();

// Making an Intl formatter costs about 50 µs, using one about 1: they are kept.
export function numberFormat(language: Language, options: Intl.NumberFormatOptions) {
  const key = language + JSON.stringify(options);
  const kept = numbers.get(key) ?? new Intl.NumberFormat(LOCALES[language], options);
  numbers.set(key, kept);
  return kept;
}

function dateFormat(language: Language, options: Intl.DateTimeFormatOptions) {
  const key = language + JSON.stringify(options);
  const kept = dates.get(key) ?? new Intl.DateTimeFormat(LOCALES[language], options);
  dates.set(key, kept);
  return kept;
}

export function signed(format: Intl.NumberFormat, value: number): string {
  const parts = format.formatToParts(value);
  // A minus as wide as a plus: fr-FR writes a hyphen.
  return parts.map((part) => (part.type === 'minusSign' ? '\u2212' : part.value)).join('');
}

/** « 1er septembre »: Intl writes « 1 septembre ». */
function firstOfMonth(language: Language, date: string): string {
  return language === 'fr' ? date.replace(/(?<!\d)1 (?=\p{L})/u, '1er ') : date;
}

/** Everything that a page prints and that is not a sentence. Days are "2025-10-20", instants ISO. */
export function formats(language: Language, timeZone: string) {
  const day = (options: Intl.DateTimeFormatOptions) => (value: string) =>
    firstOfMonth(
      language,
      dateFormat(language, { ...options, timeZone: 'UTC' }).format(parseDay(value)),
    );
  const clock = (instant: Date, options: Intl.DateTimeFormatOptions = {}) =>
    dateFormat(language, { hour: '2-digit', minute: '2-digit', ...options, timeZone }).format(
      instant,
    );
  return {
    /** 1 234,5 */
    number: (value: number) => signed(numberFormat(language, { maximumFractionDigits: 1 }), value),
    /** 0,42 ms, 12 ms: three digits at most, for more would be noise. */
    milliseconds: (value: number) => {
      const digits = value < 100 ? 2 : 3;
      const format = numberFormat(language, { maximumSignificantDigits: digits });
      return `${signed(format, value)}${NARROW}ms`;
    },
    /** mardi 28 octobre 2025 */
    longDay: day({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    /** 28 oct. 2025 */
    shortDay: day({ day: 'numeric', month: 'short', year: 'numeric' }),
    /** 9 h 02 in French, 09:02 in English */
    time: (instant: Date) => {
      const digits = clock(instant);
      return language === 'fr' ? digits.replace(/^0?(\d+):/, `$1${NARROW}h${NARROW}`) : digits;
    },
    /** 14:02:05 */
    timeWithSeconds: (instant: Date) => clock(instant, { second: '2-digit' }),
    /** 20 nov. 2026, 14:02:05: to compare with a log. */
    moment: (instant: Date) =>
      firstOfMonth(
        language,
        clock(instant, { day: 'numeric', month: 'short', year: 'numeric', second: '2-digit' }),
      ),
    isSameDay: (one: Date, other: Date) => dayOf(one, timeZone) === dayOf(other, timeZone),
    /** 20 nov., in the installation's time zone */
    dayOfInstant: (instant: Date) =>
      firstOfMonth(
        language,
        dateFormat(language, { day: 'numeric', month: 'short', timeZone }).format(instant),
      ),
  };
}

export type Formats = ReturnType<typeof formats>;
