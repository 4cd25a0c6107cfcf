import type { Measures } from './api';

/** What can have a target. */
export const PLANNED = ['revenue', 'margin', 'baskets'] as const;
export type Planned = (typeof PLANNED)[number];

const NAMES = {
  revenue: { target: 'target', gap: 'gap', attainment: 'attainment' },
  margin: { target: 'margin_target', gap: 'margin_gap', attainment: 'margin_attainment' },
  baskets: { target: 'baskets_target', gap: 'baskets_gap', attainment: 'baskets_attainment' },
} as const;

export interface Goal {
  target: number;
  gap: number;
  attainment: number;
  /** The figures that explain the two. */
  why: { gap: string; attainment: string };
}

/** Null where nobody planned any. */
export function goalOf(figures: Measures, measure: Planned): Goal | null {
  const why = NAMES[measure];
  const target = figures[why.target];
  const gap = figures[why.gap];
  const attainment = figures[why.attainment];
  if (target === null || gap === null || attainment === null) return null;
  return { target, gap, attainment, why };
}
