import { numberFormat, signed } from './fmt';
import { type Language, LOCALES } from './language';

const NO_BREAK = '\u00a0';
const MINUTE_S = 60;
const HOUR_S = 3600;
const DAY_S = 86_400;

const BYTE_UNITS: Record<Language, readonly string[]> = {
  fr: ['o', 'ko', 'Mo', 'Go', 'To'],
  en: ['B', 'kB', 'MB', 'GB', 'TB'],
};
const DAY_UNIT: Record<Language, string> = { fr: 'j', en: 'd' };

/** The largest unit that gives at least one, for "3 minutes ago". */
const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * DAY_S],
  ['month', 30 * DAY_S],
  ['day', DAY_S],
  ['hour', HOUR_S],
  ['minute', MINUTE_S],
  ['second', 1],
];

const relatives = new Map<Language, Intl.RelativeTimeFormat>();

function relativeFormat(language: Language) {
  const kept =
    relatives.get(language) ??
    new Intl.RelativeTimeFormat(LOCALES[language], { numeric: 'auto', style: 'short' });
  relatives.set(language, kept);
  return kept;
}

/** Amounts with their units. */
export function quantities(language: Language) {
  const digits = (value: number, maximumSignificantDigits: number) =>
    signed(numberFormat(language, { maximumSignificantDigits }), value);
  const whole = (value: number, unit: string) =>
    `${numberFormat(language, {}).format(value)}${NO_BREAK}${unit}`;
  return {
    /** 97,3 %: a share of 1; never rounded to a whole that it is not. */
    percent: (share: number) => {
      const near = share > 0.999 && share < 1 ? 0.999 : share;
      return signed(numberFormat(language, { style: 'percent', maximumFractionDigits: 1 }), near);
    },
    /** 1,2 Mo: powers of 1,000, as disks are sold. */
    bytes: (value: number) => {
      const units = BYTE_UNITS[language];
      const power = value < 1 ? 0 : Math.floor(Math.log10(value) / 3);
      const index = Math.min(power, units.length - 1);
      const amount = value / 1000 ** index;
      return `${digits(amount, amount < 100 ? 2 : 3)}${NO_BREAK}${units[index]}`;
    },
    /** 0,42 ms; 12 s; 3 min 20 s; 2 h 5 min; 3 j 4 h: two units at most. */
    duration: (seconds: number) => {
      if (seconds < 1) return `${digits(seconds * 1000, 2)}${NO_BREAK}ms`;
      if (seconds < 10) return `${digits(seconds, 2)}${NO_BREAK}s`;
      const total = Math.round(seconds);
      const pairs: readonly [number, string, number, string][] = [
        [DAY_S, DAY_UNIT[language], HOUR_S, 'h'],
        [HOUR_S, 'h', MINUTE_S, 'min'],
        [MINUTE_S, 'min', 1, 's'],
      ];
      for (const [large, largeUnit, small, smallUnit] of pairs) {
        if (total < large) continue;
        const rest = Math.floor((total % large) / small);
        const head = whole(Math.floor(total / large), largeUnit);
        return rest === 0 ? head : `${head} ${whole(rest, smallUnit)}`;
      }
      return whole(total, 's');
    },
    /** il y a 3 min, dans 2 h, hier */
    relative: (instant: Date, now: number) => {
      const seconds = Math.round((instant.getTime() - now) / 1000);
      const [unit, size] = STEPS.find(([, step]) => Math.abs(seconds) >= step) ?? ['second', 1];
      return relativeFormat(language).format(Math.trunc(seconds / size), unit);
    },
  };
}

export type Quantities = ReturnType<typeof quantities>;
