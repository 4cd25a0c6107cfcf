import { naturalNumber, oneOf } from '~/lib/useFilters';

export const SHOWN_STATES = ['running', 'queued', 'failed', 'done', 'cancelled'] as const;
export type ShownState = (typeof SHOWN_STATES)[number];

export interface JobFilters {
  state: ShownState | undefined;
  before: number | undefined;
  /** The one whose details are open. */
  job: number | undefined;
}

export function readJobFilters(search: Record<string, unknown>): JobFilters {
  return {
    state: oneOf(SHOWN_STATES, search.state),
    before: naturalNumber(search.before),
    job: naturalNumber(search.job),
  };
}
