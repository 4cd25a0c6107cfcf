import { normaliseNumber } from './number';

export interface OrderSearch {
  number?: string;
}

/** The address holds the order number and never the name, which would stay in histories and logs. */
export function readOrderSearch(search: Record<string, unknown>): OrderSearch {
  // The router reads digits alone as a number.
  const number = normaliseNumber(String(search.number ?? ''));
  return number === '' ? {} : { number };
}
