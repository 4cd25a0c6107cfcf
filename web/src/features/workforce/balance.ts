import type { Tone } from '~/ui/tone';
import type { Figures } from './types';

export type Balance = 'short' | 'level' | 'over' | 'none';

/** What nobody would reorganise for: a twentieth of what is required. */
const TOLERANCE = 0.05;

/** How those who are there compare with those who are required. */
export function balanceOf({ ratio }: Pick<Figures, 'ratio'>): Balance {
  if (ratio === null) return 'none';
  if (ratio < 1 - TOLERANCE) return 'short';
  return ratio > 1 + TOLERANCE ? 'over' : 'level';
}

export const BALANCE_TONES: Record<Balance, Tone> = {
  short: 'bad',
  level: 'good',
  over: 'warn',
  none: 'neutral',
};
