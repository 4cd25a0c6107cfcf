import { oneOf, text } from '~/lib/useFilters';
import type { State } from './api';

export const STATES = [
  'waiting',
  'with_agent',
  'automatic',
  'closed',
] as const satisfies readonly State[];

export interface View {
  state?: State | undefined;
  search?: string | undefined;
  after?: string | undefined;
  /** The conversation that is open. */
  open?: string | undefined;
}

export function readView(search: Record<string, unknown>): View {
  return {
    state: oneOf(STATES, search.state),
    search: text(search.search),
    after: text(search.after),
    open: text(search.open),
  };
}
