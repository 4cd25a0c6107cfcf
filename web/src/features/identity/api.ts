import { queryOptions } from '@tanstack/react-query';
import { expectData, expectDone } from '~/api/client';
import { ask } from '~/api/loose';
import type { Me } from '~/api/me';

const BASE = '/api/v1/identity';

export interface SignedIn {
  status: 'signed_in' | 'factor_required';
  me: Me | null;
}

export interface Device {
  id: number;
  current: boolean;
  browser: string | null;
  system: string | null;
  address: string | null;
  created_at: string;
  seen_at: string;
  expires_at: string;
}

export interface Factor {
  enrolled: boolean;
  confirmed_at: string | null;
  recovery_codes_left: number;
  required: boolean;
}

export interface Enrolment {
  secret: string;
  uri: string;
  qr_svg: string;
}

export interface Token {
  id: number;
  kind: string;
  name: string;
  prefix: string;
  permissions: string[];
  created_at: string;
  expires_at: string;
  used_at: string | null;
  revoked_at: string | null;
}

/** The secret is null when the same request was answered before: it is told once. */
export interface TokenWithSecret extends Token {
  secret: string | null;
}

/** A permission that a token may be given. */
export interface Choice {
  name: string;
  title: string;
  dangerous: boolean;
}

export interface NewToken {
  name: string;
  permissions: string[];
  expires_in_days: number;
}

export interface Invitation {
  email: string;
  name: string;
  organisation: string;
}

export interface KeptData {
  what: string;
  why: string;
  keep_days: number | null;
}

const get = <Data>(path: string, signal: AbortSignal) =>
  expectData(ask<Data>('get', `${BASE}${path}`, { signal }));
const post = <Data>(path: string, body?: unknown) =>
  expectData(ask<Data>('post', `${BASE}${path}`, { body }));
const done = (method: 'post' | 'delete', path: string, body?: unknown) =>
  expectDone(ask<unknown>(method, `${BASE}${path}`, { body }));

// Signing in and out.

export const signIn = (body: { email: string; password: string }) =>
  post<SignedIn>('/sign-in', body);
export const sendFactor = (code: string) => post<SignedIn>('/sign-in/factor', { code });

export type Proof = { password: string } | { code: string };
export const stepUp = (proof: Proof) => post<{ stepped_up_until: string }>('/step-up', proof);

// Codes that came by e-mail, or from whoever installed Régie.

export const requestReset = (email: string) => done('post', '/password-reset', { email });
export const confirmReset = (body: { code: string; password: string }) =>
  done('post', '/password-reset/confirm', body);
export const acceptInvitation = (body: { code: string; password: string }) =>
  post<SignedIn>('/invitation/accept', body);

export interface FirstPerson {
  code: string;
  name: string;
  email: string;
  password: string;
}
export const makeFirstPerson = (body: FirstPerson) => post<SignedIn>('/first-run', body);

export function invitationQuery(code: string) {
  return queryOptions({
    queryKey: ['invitation', code],
    queryFn: () => post<Invitation>('/invitation/look', { code }),
    retry: false,
  });
}

export const firstRunQuery = queryOptions({
  queryKey: ['first-run'],
  queryFn: ({ signal }) => get<{ needed: boolean }>('/first-run', signal),
  retry: false,
});

// One's own account (what `Me` shows of it: api/session.ts).

export const changePassword = (body: { current: string; new: string }) =>
  done('post', '/me/password', body);

export const DEVICES_KEY = ['me', 'sessions'];
export const devicesQuery = queryOptions({
  queryKey: DEVICES_KEY,
  queryFn: ({ signal }) => get<{ sessions: Device[] }>('/me/sessions', signal),
});
export const endDevice = (id: number) => done('delete', `/me/sessions/${id}`);
export const endOtherDevices = () =>
  expectData(ask<{ ended: number }>('delete', `${BASE}/me/sessions`, {}));

export const FACTOR_KEY = ['me', 'factor'];
export const factorQuery = queryOptions({
  queryKey: FACTOR_KEY,
  queryFn: ({ signal }) => get<Factor>('/me/factor', signal),
});
export const beginEnrolment = () => post<Enrolment>('/me/factor');
export const confirmEnrolment = (code: string) =>
  post<{ recovery_codes: string[] }>('/me/factor/confirm', { code });
export const removeFactor = () => done('delete', '/me/factor');
export const renewRecoveryCodes = () =>
  post<{ recovery_codes: string[] }>('/me/factor/recovery-codes');

export const TOKENS_KEY = ['me', 'tokens'];
export const tokensQuery = queryOptions({
  queryKey: TOKENS_KEY,
  queryFn: ({ signal }) => get<{ tokens: Token[]; choices: Choice[] }>('/me/tokens', signal),
});
export const makeToken = (body: NewToken) => post<TokenWithSecret>('/me/tokens', body);
export const revokeToken = (id: number) => done('delete', `/me/tokens/${id}`);

/** Its sentences come in the language of the page. */
export function privacyQuery(language: string) {
  return queryOptions({
    queryKey: ['me', 'privacy', language],
    queryFn: ({ signal }) => get<{ kept: KeptData[] }>('/me/privacy', signal),
  });
}
/** All of it, as the server wrote it. */
export const fetchMyData = () =>
  expectData(ask<Blob>('get', `${BASE}/me/data`, { parseAs: 'blob' }));
