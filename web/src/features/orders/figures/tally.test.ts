import { expect, test } from 'vitest';
import { byIntent, byOutcome, everyDay } from './tally';

const KINDS = [
  { intent: 'order_delay', outcome: 'answered', questions: 2 },
  { intent: 'order_status', outcome: 'answered', questions: 5 },
  { intent: 'order_status', outcome: 'not_found', questions: 1 },
] as const;

test('days on which nobody asked are there too', () => {
  const asked = { day: '2026-10-31', answered: 3, handed_over: 0, refused: 1, other: 0 };
  const days = everyDay({ first: '2026-10-30', last: '2026-11-01', days: [asked] });
  expect(days.map(({ day, answered }) => [day, answered])).toEqual([
    ['2026-10-30', 0],
    ['2026-10-31', 3],
    ['2026-11-01', 0],
  ]);
});

test('what came of the questions is counted over all intents', () => {
  expect(byOutcome(KINDS)).toMatchObject({ answered: 7, not_found: 1, refused: 0 });
});

test('the intent that is asked most stands first', () => {
  expect(byIntent(KINDS).map(({ intent, questions }) => [intent, questions])).toEqual([
    ['order_status', 6],
    ['order_delay', 2],
  ]);
});
