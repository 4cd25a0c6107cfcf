import { defaultParseSearch } from '@tanstack/react-router';

/** Pages that lead on to others: to come back to them would be a circle. */
const WAYS_IN = /^\/(sign-in|required|forgotten|reset|invitation|first-run)(\/|$)/;
const HERE = 'https://regie.invalid';

export interface Back {
  to: string;
  search: Record<string, unknown>;
}

function parse(address: string): URL | undefined {
  try {
    return new URL(address, HERE);
  } catch {
    return undefined;
  }
}

/**
 * The page of this app that an address in `back` means; anything else, such as another site or a
 * scheme, leads home. Read as browsers do: they take `\` for `/` and skip tabs.
 */
export function backTo(wanted: unknown): Back {
  const home = { to: '/', search: {} };
  if (typeof wanted !== 'string' || !wanted.startsWith('/')) return home;
  const url = parse(wanted);
  if (url?.origin !== HERE || url.pathname.startsWith('//')) return home;
  if (WAYS_IN.test(url.pathname)) return home;
  return { to: url.pathname, search: defaultParseSearch(url.search) };
}

/** The `back` of an address, left as it is: `backTo` judges it. */
export function readBack(search: Record<string, unknown>): { back?: string } {
  return typeof search.back === 'string' ? { back: search.back } : {};
}
