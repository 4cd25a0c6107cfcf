import { useCallback, useState } from 'react';
import { readSetting, writeSetting } from '~/lib/storage';
import type { Listed } from './api';

const SETTING = 'desk-seen';
/** Of the conversations that were opened last on this device. */
const KEPT = 200;

/** Until when each was read, as the API writes instants. */
export type Seen = Readonly<Record<string, string>>;

function stored(): Seen {
  try {
    const kept: unknown = JSON.parse(readSetting(SETTING) ?? '{}');
    return typeof kept === 'object' && kept !== null ? (kept as Seen) : {};
  } catch {
    return {};
  }
}

/** The same with one more; the oldest leave. */
export function withSeen(seen: Seen, id: string, until: string): Seen {
  const { [id]: _, ...others } = seen;
  return Object.fromEntries([...Object.entries(others), [id, until]].slice(-KEPT));
}

type Unread = Pick<Listed, 'id' | 'asked_at' | 'state' | 'mine' | 'last_author'>;

/** Whether a customer wrote to us since it was open here; the assistant and others read theirs. */
export function isUnread(of: Unread, seen: Seen) {
  const { id, asked_at: at, state, mine, last_author: author } = of;
  if (state !== 'waiting' && !(state === 'with_agent' && mine)) return false;
  const until = seen[id];
  if (until === undefined) return state === 'waiting' || author === 'customer';
  return at !== null && Date.parse(at) > Date.parse(until);
}

/** What has been read on this device. */
export function useSeen(): [Seen, (id: string, until: string) => void] {
  const [seen, setSeen] = useState(stored);
  const see = useCallback((id: string, until: string) => {
    setSeen((before) => {
      if (before[id] === until) return before;
      const after = withSeen(before, id, until);
      writeSetting(SETTING, JSON.stringify(after));
      return after;
    });
  }, []);
  return [seen, see];
}
