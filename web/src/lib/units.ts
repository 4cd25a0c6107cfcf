import { numberFormat, signed } from './fmt';
import type { Language } from './language';

const NO_BREAK = '\u00a0';

/** What a number of the API is measured in. Percent are per cent: 12.5, not 0.125. */
export type Unit =
  | 'number'
  | 'eur_cents'
  | 'micro_euros'
  | 'percent'
  | 'hours'
  | 'minutes'
  | 'fte'
  | 'days'
  | 'points'
  | 'none';

const WORDS: Record<Language, Partial<Record<Unit, string>>> = {
  fr: { hours: 'h', minutes: 'min', fte: 'ETP', days: 'j', points: 'pts' },
  en: { hours: 'h', minutes: 'min', fte: 'FTE', days: 'd', points: 'pts' },
};

/** Digits behind the comma: enough to check a calculation by hand. */
const EXACT: Record<Unit, number> = {
  number: 3,
  eur_cents: 2,
  micro_euros: 6,
  percent: 2,
  hours: 2,
  minutes: 4,
  fte: 3,
  days: 2,
  points: 2,
  none: 3,
};

const PER_EURO: Partial<Record<Unit, number>> = { eur_cents: 100, micro_euros: 1_000_000 };

/** Numbers in the units of the API, as people write them. */
export function units(language: Language) {
  const written = (value: number, unit: Unit, digits: Intl.NumberFormatOptions): string => {
    const perEuro = PER_EURO[unit];
    if (perEuro !== undefined) {
      const euros = { style: 'currency', currency: 'EUR', ...digits } as const;
      return signed(numberFormat(language, euros), value / perEuro);
    }
    if (unit === 'percent') {
      return signed(numberFormat(language, { style: 'percent', ...digits }), value / 100);
    }
    const word = WORDS[language][unit];
    const number = signed(numberFormat(language, digits), value);
    return word === undefined ? number : `${number}${NO_BREAK}${word}`;
  };
  const always = (digits: number) => ({
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return {
    /** 6,978 ETP; 12,5 %; 1 234,56 €: with all the digits that a check by hand needs. */
    exact: (value: number, unit: Unit) =>
      written(value, unit, {
        ...(unit in PER_EURO && { minimumFractionDigits: 2 }),
        maximumFractionDigits: EXACT[unit],
      }),
    /** 6,98 ETP: always so many digits, so that a column lines up. */
    fixed: (value: number, unit: Unit, digits: number) => written(value, unit, always(digits)),
    /** +1,5, −2,0: the sign is always there, but of nothing. */
    change: (value: number, digits: number) =>
      signed(numberFormat(language, { signDisplay: 'exceptZero', ...always(digits) }), value),
  };
}

export type Units = ReturnType<typeof units>;
