/** Prices are per million tokens, in millionths of a euro; people type euros. */
export const MICROS = 1_000_000;

export function toMicros(euros: number): number {
  return Math.round(euros * MICROS);
}

export function toEuros(micros: number): number {
  return micros / MICROS;
}
