import { naturalNumber, oneOf } from '~/lib/useFilters';
import type { Lever } from '../types';

export const KINDS = ['volume', 'time', 'productivity'] as const satisfies Lever['kind'][];
/** Each answer is one calculation; more would be no assumption any more. */
export const MOST_LEVERS = 8;
export const LEAST_FACTOR = 0.1;
export const LARGEST_FACTOR = 10;

function readLever(value: unknown): Lever[] {
  if (typeof value !== 'object' || value === null) return [];
  const { kind, factor, post_id: post } = value as Partial<Record<keyof Lever, unknown>>;
  const known = oneOf(KINDS, kind);
  if (known === undefined || typeof factor !== 'number') return [];
  if (!(factor >= LEAST_FACTOR && factor <= LARGEST_FACTOR)) return [];
  const narrowed = naturalNumber(post);
  return [{ kind: known, factor, ...(narrowed !== undefined && { post_id: narrowed }) }];
}

/** The levers of an address; what makes no sense there is left out. */
export function readLevers(value: unknown): Lever[] {
  return Array.isArray(value) ? value.slice(0, MOST_LEVERS).flatMap(readLever) : [];
}

/** A change of ten per cent more: 1.1 is told apart from 1.1000000000000001. */
export function factorOf(change: number): number {
  return Math.round((1 + change) * 10_000) / 10_000;
}

/** 10 for 1.1. */
export function percentOf(factor: number): number {
  return Math.round((factor - 1) * 1_000_000) / 10_000;
}
