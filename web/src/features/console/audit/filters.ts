import { naturalNumber, oneOf, text } from '~/lib/useFilters';
import type { Outcome } from './api';

export const OUTCOMES = [
  'begun',
  'done',
  'refused',
  'failed',
] as const satisfies readonly Outcome[];

export interface AuditFilters {
  actor: string | undefined;
  action: string | undefined;
  subject: string | undefined;
  outcome: Outcome | undefined;
  before: number | undefined;
  /** The one that is open. */
  entry: number | undefined;
}

export const NO_FILTER = {
  actor: undefined,
  action: undefined,
  subject: undefined,
  outcome: undefined,
  before: undefined,
} as const;

export function readAuditFilters(search: Record<string, unknown>): AuditFilters {
  return {
    actor: text(search.actor),
    action: text(search.action),
    subject: text(search.subject),
    outcome: oneOf(OUTCOMES, search.outcome),
    before: naturalNumber(search.before),
    entry: naturalNumber(search.entry),
  };
}

export type Filter = (change: Partial<AuditFilters>) => void;
