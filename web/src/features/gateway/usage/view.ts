import { naturalNumber, oneOf, text } from '~/lib/useFilters';
import type { UsageWanted } from '../api';

export const PERIODS = [7, 30, 90] as const;
const DAY_MS = 86_400_000;

export interface View {
  days?: (typeof PERIODS)[number] | undefined;
  key?: number | undefined;
  model?: string | undefined;
  after?: string | undefined;
}

export const USUAL = 30;

export function readView(search: Record<string, unknown>): View {
  return {
    days: oneOf(PERIODS, search.days),
    key: naturalNumber(search.key),
    model: text(search.model),
    after: text(search.after),
  };
}

/** The first day of the period; the API's own for the usual one, which knows the time zone. */
export function wantedOf({ days = USUAL, key, model }: View, today: Date): UsageWanted {
  const first = new Date(today.getTime() - (days - 1) * DAY_MS).toISOString().slice(0, 10);
  return { key, model, ...(days !== USUAL && { first }) };
}
