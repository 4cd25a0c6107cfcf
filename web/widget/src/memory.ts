import type { Question, Session } from './api';
import type { Configuration } from './types';

/** What one tab keeps until it is closed: no cookie, and nothing of what was said. */
export interface Kept {
  session?: Session | undefined;
  /** Sent, and not answered yet. */
  pending?: Question | undefined;
  configuration?: Configuration;
  open?: boolean;
}

export function memory(key: string) {
  const name = `regie:${key}`;
  let kept: Kept = {};
  try {
    kept = JSON.parse(sessionStorage.getItem(name) ?? '{}');
  } catch {
    // Storage is blocked, or somebody else wrote there: the page alone remembers.
  }
  return {
    get: () => kept,
    set(change: Kept) {
      kept = { ...kept, ...change };
      try {
        sessionStorage.setItem(name, JSON.stringify(kept));
      } catch {
        // As above.
      }
    },
  };
}

export type Memory = ReturnType<typeof memory>;
