import { expect, test } from 'vitest';
import type { Away } from './api';
import { awayOn } from './awayOn';

const LEAVE: Away = {
  first_on: '2026-12-22',
  first_half: 'afternoon',
  last_on: '2026-12-24',
  last_half: 'morning',
  state: 'approved',
  kind: 'paid_leave',
  kind_title: 'Congés payés',
};

test.each([
  ['2026-12-21', undefined],
  ['2026-12-22', 'afternoon'],
  ['2026-12-23', 'whole'],
  ['2026-12-24', 'morning'],
  ['2026-12-25', undefined],
])('on %s somebody is away: %s', (day, half) => {
  const found = awayOn([LEAVE], day);
  expect(found && (found.half ?? 'whole')).toBe(half);
});
