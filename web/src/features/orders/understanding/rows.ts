import type { Part, Share } from './api';

export interface Row {
  name: string;
  /** On questions that the rules were written with. */
  seen: Share | undefined;
  /** On questions that were set apart before. */
  unseen: Share | undefined;
  /** On questions that were written once the rules stood. */
  fresh: Share | undefined;
  /** On questions of people who knew nothing of the rules. */
  strangers: Share | undefined;
}

/** What was measured, side by side. */
export function rowsOf(parts: readonly Part[], what: 'slots' | 'intents'): Row[] {
  const of = (part: Part['part']) => parts.find((each) => each.part === part)?.[what] ?? {};
  const seen = of('seen');
  const unseen = of('unseen');
  const fresh = of('fresh');
  const strangers = of('strangers');
  return [...new Set([...Object.keys(unseen), ...Object.keys(seen)])].map((name) => ({
    name,
    seen: seen[name],
    unseen: unseen[name],
    fresh: fresh[name],
    strangers: strangers[name],
  }));
}
