import { parseDay } from './dates';
import { numberFormat, signed } from './fmt';
import { type Language, LOCALES } from './language';

const CENTS = 100;
const EURO = { style: 'currency', currency: 'EUR' } as const;

const always = (digits: number) => ({
  minimumFractionDigits: digits,
  maximumFractionDigits: digits,
});

const months = new Map<string, Intl.DateTimeFormat>();

function monthFormat(language: Language, options: Intl.DateTimeFormatOptions) {
  const key = language + JSON.stringify(options);
  const kept =
    months.get(key) ?? new Intl.DateTimeFormat(LOCALES[language], { ...options, timeZone: 'UTC' });
  months.set(key, kept);
  return kept;
}

/** Amounts of a business: money in integer cents, rates per cent, months as "2026-10". */
export function amounts(language: Language) {
  const money = (options: Intl.NumberFormatOptions) => (cents: number) =>
    // 'negative': what rounds to nothing has no minus.
    signed(numberFormat(language, { ...EURO, signDisplay: 'negative', ...options }), cents / CENTS);
  const percent = (options: Intl.NumberFormatOptions) => (value: number) =>
    signed(numberFormat(language, { style: 'percent', ...options }), value / 100);
  const month = (options: Intl.DateTimeFormatOptions) => (value: string) =>
    monthFormat(language, options).format(parseDay(`${value}-01`));
  const short: Intl.NumberFormatOptions = { notation: 'compact', maximumSignificantDigits: 3 };
  const sign = { signDisplay: 'exceptZero' } as const;
  const shortMoney = money(short);
  return {
    /** 1 234,56 € */
    euros: money({}),
    /** 1 235 € */
    wholeEuros: money({ maximumFractionDigits: 0 }),
    /** 1,23 M €, 12,3 k €: three digits; on an axis nothing is 0. */
    shortEuros: (cents: number) => (cents === 0 ? '0' : shortMoney(cents)),
    /** +1 235 */
    signedNumber: (value: number) => signed(numberFormat(language, sign), value),
    /** +12,3 k € */
    signedShortEuros: money({ ...short, ...sign }),
    /** +1 235 € */
    signedWholeEuros: money({ maximumFractionDigits: 0, ...sign }),
    /** 12,3 k */
    short: (value: number) => signed(numberFormat(language, short), value),
    /** 97,3 % of 97.3 */
    percent: percent(always(1)),
    /** +5,2 % of 5.2 */
    signedPercent: percent({ ...always(1), ...sign }),
    /** +1,2 pt of 1.2 */
    signedPoints: (value: number) =>
      `${signed(numberFormat(language, { ...always(1), ...sign }), value)}\u00a0pt`,
    /** oct. */
    shortMonth: month({ month: 'short' }),
    /** octobre 2026 */
    longMonth: month({ month: 'long', year: 'numeric' }),
  };
}

export type Amounts = ReturnType<typeof amounts>;
