/** How an amount is typed. */
export const MONEY = {
  style: 'currency',
  currency: 'EUR',
  minimumFractionDigits: 2,
} as const;

export const HOURS = { maximumFractionDigits: 2 } as const;

/** Cents in euros, and hundredths of hours in hours. */
export const inWholes = (hundredths: number): number => hundredths / 100;

export const inHundredths = (wholes: number): number => Math.round(wholes * 100);

/** One of a list by its id; throws what says that it was taken out. */
export function stillThere<Entry extends { id: number }>(
  entries: readonly Entry[],
  id: number,
  gone: string,
): Entry {
  const found = entries.find((entry) => entry.id === id);
  if (found === undefined) throw new Error(gone);
  return found;
}
