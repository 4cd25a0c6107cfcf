import { oneOf, text } from '../useFilters';

export const SHOWN_STATES = ['running', 'queued', 'failed', 'done', 'cancelled'] as const;
export type ShownState = (typeof SHOWN_STATES)[number];

export interface JobFilters {
  state: ShownState | undefined;
  name: string | undefined;
  after: string | undefined;
  /** The one whose details are open. */
  job: string | undefined;
}

export function readJobFilters(search: Record<string, unknown>): JobFilters {
  return {
    state: oneOf(SHOWN_STATES, search.state),
    name: text(search.name),
    after: text(search.after),
    job: text(search.job),
  };
}
