import type { Price } from './api';

const PER_CENT = 100;
const PER_EURO = 10_000;

/** Of ten-thousandths of a euro. */
export function centsOf(e4: number): number {
  return e4 / PER_CENT;
}

export function eurosOf(e4: number): number {
  return e4 / PER_EURO;
}

export function e4Of(euros: number): number {
  return Math.round(euros * PER_EURO);
}

/** In per cent of the sale price; none of what is given away. */
export function marginRate({ purchase_e4: purchase, sale_e4: sale }: Price): number | null {
  return sale > 0 ? (1 - purchase / sale) * 100 : null;
}
