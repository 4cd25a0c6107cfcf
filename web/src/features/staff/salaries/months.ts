/** The month of a day and those before it, the newest first: "2026-11". */
export function lastMonths(day: Date, count: number): string[] {
  return Array.from({ length: count }, (_, back) => {
    const first = new Date(Date.UTC(day.getFullYear(), day.getMonth() - back, 1));
    return first.toISOString().slice(0, 7);
  });
}

/** So many months ahead of that of a day, and so many back; the newest first. */
export function monthsAround(day: Date, back: number, ahead: number): string[] {
  return lastMonths(new Date(day.getFullYear(), day.getMonth() + ahead, 1), back + 1 + ahead);
}

/** The one before: "2025-12" of "2026-01". */
export function monthBefore(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 2, 1)).toISOString().slice(0, 7);
}
