import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, expectData } from '~/api/client';
import type { components } from '~/api/schema';

type Schemas = components['schemas'];
export type Mail = Schemas['SeenMail'];
export type MailState = Mail['state'];
export type MailPage = Schemas['SeenMails'];
export type MailInFull = Schemas['MailInFull'];
export type Verdict = Schemas['Decision']['verdict'];
export type TestMail = Schemas['TestMail'];

export const MAIL_KEY = ['console', 'mail'];

const BASE = '/api/v1/console/mail';
const one = (id: number) => ({ params: { path: { mail_id: id } } });

export interface MailsWanted {
  state?: MailState | undefined;
  address?: string | undefined;
  before?: number | undefined;
}

/** The newest first. */
export function mailsQuery({ state, address, before }: MailsWanted) {
  const query = {
    ...(state && { state }),
    ...(address && { address }),
    ...(before && { before }),
    limit: 25,
  };
  return queryOptions({
    queryKey: [...MAIL_KEY, 'list', query],
    queryFn: ({ signal }) => expectData(api.GET(BASE, { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function mailQuery(id: number) {
  return queryOptions({
    queryKey: [...MAIL_KEY, 'one', id],
    queryFn: ({ signal }) => expectData(api.GET(`${BASE}/{mail_id}`, { ...one(id), signal })),
  });
}

/** Where the HTML part stands as a document of its own, for a frame. */
export function htmlAddress(id: number): string {
  return new URL(`.${BASE}/${id}/html`, document.baseURI).href;
}

export function sendTest(body: TestMail): Promise<Mail> {
  return expectData(api.POST(`${BASE}/test`, { body }));
}

export function decide(id: number, verdict: Verdict): Promise<Mail> {
  return expectData(api.POST(`${BASE}/{mail_id}/decide`, { ...one(id), body: { verdict } }));
}

export function repeat(id: number): Promise<Mail> {
  return expectData(api.POST(`${BASE}/{mail_id}/repeat`, one(id)));
}
