import { OUTCOMES } from '../words/useWords';
import type { Figures } from './api';
import { dayAfter } from './view';

type Day = Figures['days'][number];
type Kind = Figures['by_intent'][number];
export type Outcome = Kind['outcome'];

const EMPTY = { answered: 0, handed_over: 0, refused: 0, other: 0 };

/** Every day of the period: on those that are left out nobody asked. */
export function everyDay({ first, last, days }: Pick<Figures, 'first' | 'last' | 'days'>): Day[] {
  const known = new Map(days.map((day) => [day.day, day]));
  const all: Day[] = [];
  for (let day = first; day <= last; day = dayAfter(day, 1)) {
    all.push(known.get(day) ?? { day, ...EMPTY });
  }
  return all;
}

/** How many came to each outcome. */
export function byOutcome(kinds: readonly Kind[]): Record<Outcome, number> {
  const sums = Object.fromEntries(OUTCOMES.map((name) => [name, 0])) as Record<Outcome, number>;
  for (const { outcome, questions } of kinds) sums[outcome] += questions;
  return sums;
}

export interface IntentRow {
  intent: Kind['intent'];
  questions: number;
  of: Record<Outcome, number>;
}

/** One row per intent, the most frequent first. */
export function byIntent(kinds: readonly Kind[]): IntentRow[] {
  return [...new Set(kinds.map(({ intent }) => intent))]
    .map((intent) => {
      const some = kinds.filter((kind) => kind.intent === intent);
      const questions = some.reduce((sum, kind) => sum + kind.questions, 0);
      return { intent, questions, of: byOutcome(some) };
    })
    .sort((one, other) => other.questions - one.questions);
}
