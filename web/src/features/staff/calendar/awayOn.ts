import type { Half } from '../absences/api';
import type { Away } from './api';

export interface OnDay {
  absence: Away;
  /** Which half of that day alone; none: all of it. */
  half: Half | undefined;
}

/** What somebody has on a day, if anything; of two halves the first. */
export function awayOn(absences: readonly Away[], day: string): OnDay | undefined {
  const absence = absences.find(({ first_on, last_on }) => first_on <= day && day <= last_on);
  if (absence === undefined) return undefined;
  const begins = absence.first_on === day && absence.first_half === 'afternoon';
  const ends = absence.last_on === day && absence.last_half === 'morning';
  return { absence, half: begins ? 'afternoon' : ends ? 'morning' : undefined };
}
