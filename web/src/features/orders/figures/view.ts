import { oneOf } from '~/lib/useFilters';

export const PERIODS = [7, 30, 90] as const;
export const USUAL = 30;
const DAY_MS = 86_400_000;

export interface View {
  days?: (typeof PERIODS)[number] | undefined;
}

export function readView(search: Record<string, unknown>): View {
  return { days: oneOf(PERIODS, search.days) };
}

/** A calendar day so many days later, as "2026-11-21". */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
