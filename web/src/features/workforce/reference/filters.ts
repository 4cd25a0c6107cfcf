import { naturalNumber, oneOf, text } from '~/lib/useFilters';
import type { Method } from '../types';

export const METHODS = ['chronometry', 'agreement', 'estimate'] as const satisfies Method[];
export const SORTS = ['post', 'name', 'code', 'minutes'] as const;
export type TaskSort = (typeof SORTS)[number];

export const TASK_LIST = {
  sorts: SORTS,
  first: { by: 'post', descending: false },
  read: (search: Record<string, unknown>) => ({
    q: text(search.q),
    post: naturalNumber(search.post),
    method: oneOf(METHODS, search.method),
    doubtful: search.doubtful === true ? true : undefined,
    /** The one that is open. */
    task: naturalNumber(search.task),
  }),
} as const;

export type TaskFilters = ReturnType<typeof TASK_LIST.read>;
export const NO_FILTER = {
  q: undefined,
  post: undefined,
  method: undefined,
  doubtful: undefined,
} as const;
