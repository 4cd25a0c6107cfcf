/** A calendar date ("2025-10-20") as midnight UTC, so that no time zone can move it to another day. */
export function parseDay(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** The calendar date of an instant in a time zone, as "2025-10-20". */
export function dayOf(instant: Date, timeZone: string): string {
  // sv-SE writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(instant);
}
