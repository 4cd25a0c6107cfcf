import type { List, Listed } from './api';
import type { View } from './view';

interface Rows {
  rows: readonly Listed[];
  /** Of them, those who wait for a person, whoever has waited longest first. */
  queue: readonly Listed[];
}

/**
 * What the list shows: whoever waits stands first, unless something else was asked for. The queue
 * and the list are read apart: of a conversation that is in both, what was heard last holds.
 */
export function rowsOf(view: View, list: List, waiting: readonly Listed[]): Rows {
  const newest = new Map<string, Listed>();
  for (const each of [...waiting, ...list.conversations]) {
    const known = newest.get(each.id);
    if (known === undefined || each.seq >= known.seq) newest.set(each.id, each);
  }
  const latest = ({ id }: Listed) => newest.get(id) as Listed;
  const queue = waiting.map(latest).filter(({ state }) => state === 'waiting');
  const listed = list.conversations.map(latest);
  if (view.search !== undefined || view.after !== undefined) return { rows: listed, queue };
  if (view.state === 'waiting') return { rows: queue, queue };
  if (view.state !== undefined) return { rows: listed, queue };
  const first = new Set(queue.map(({ id }) => id));
  return { rows: [...queue, ...listed.filter(({ id }) => !first.has(id))], queue };
}
