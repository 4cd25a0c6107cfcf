import { naturalNumber, oneOf, text } from '~/lib/useFilters';

export const PERIODS_DAYS = [1, 7, 30, 90] as const;
export const LEAST_MS = [0, 1000, 5000, 30_000] as const;
const DEFAULT_DAYS = 7;

export interface SlowFilters {
  days: number;
  least: number;
  /** The shape and the day whose details are open. */
  digest: string | undefined;
  day: string | undefined;
}

export function readSlowFilters(search: Record<string, unknown>): SlowFilters {
  return {
    days: oneOf(PERIODS_DAYS, naturalNumber(search.days)) ?? DEFAULT_DAYS,
    least: oneOf(LEAST_MS, naturalNumber(search.least)) ?? 0,
    digest: text(search.digest),
    day: text(search.day),
  };
}
