import { naturalNumber, oneOf, text } from '~/lib/useFilters';
import type { MailState } from './api';

export const MAIL_STATES = [
  'queued',
  'sending',
  'unknown',
  'sent',
  'failed',
] as const satisfies readonly MailState[];

export interface MailFilters {
  state: MailState | undefined;
  address: string | undefined;
  before: number | undefined;
  /** The one that is open. */
  mail: number | undefined;
}

export const NO_FILTER = { state: undefined, address: undefined, before: undefined } as const;

export function readMailFilters(search: Record<string, unknown>): MailFilters {
  return {
    state: oneOf(MAIL_STATES, search.state),
    address: text(search.address),
    before: naturalNumber(search.before),
    mail: naturalNumber(search.mail),
  };
}

export type Filter = (change: Partial<MailFilters>) => void;
