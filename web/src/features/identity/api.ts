import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, expectData, expectDone } from '~/api/client';
import type { components } from '~/api/schema';
import type { TokenWithSecret } from '~/parts/tokens/source';

type Schemas = components['schemas'];
export type SignedIn = Schemas['SignedIn'];
export type Device = Schemas['SeenSession'];
export type Factor = Schemas['SeenFactor'];
export type Enrolment = Schemas['SeenEnrolment'];
export type RecoveryCodes = Schemas['RecoveryCodes'];
export type Invitation = Schemas['SeenInvitation'];
export type KeptData = Schemas['MyPrivacy']['kept'][number];

const BASE = '/api/v1/identity';

// Signing in, and proving once more who it is.

export function signIn(body: Schemas['Credentials']): Promise<SignedIn> {
  return expectData(api.POST(`${BASE}/sign-in`, { body }));
}

export function sendFactor(code: string): Promise<SignedIn> {
  return expectData(api.POST(`${BASE}/sign-in/factor`, { body: { code } }));
}

export type Proof = { password: string } | { code: string };

export function stepUp(body: Proof): Promise<Schemas['SteppedUp']> {
  return expectData(api.POST(`${BASE}/step-up`, { body }));
}

// Codes that came by e-mail, or from whoever installed Régie.

export function requestReset(email: string): Promise<void> {
  return expectDone(api.POST(`${BASE}/password-reset`, { body: { email } }));
}

export function confirmReset(body: Schemas['ResetPassword']): Promise<void> {
  return expectDone(api.POST(`${BASE}/password-reset/confirm`, { body }));
}

export function invitationQuery(code: string) {
  return queryOptions({
    queryKey: ['invitation', code],
    queryFn: () => expectData(api.POST(`${BASE}/invitation/look`, { body: { code } })),
    retry: false,
  });
}

export function acceptInvitation(body: Schemas['AcceptedInvitation']): Promise<SignedIn> {
  return expectData(api.POST(`${BASE}/invitation/accept`, { body }));
}

export const firstRunQuery = queryOptions({
  queryKey: ['first-run'],
  queryFn: ({ signal }) => expectData(api.GET(`${BASE}/first-run`, { signal })),
  retry: false,
});

export type FirstPerson = Schemas['FirstRunDraft'];

export function makeFirstPerson(body: FirstPerson): Promise<SignedIn> {
  return expectData(api.POST(`${BASE}/first-run`, { body }));
}

// One's own account (what `Me` shows of it: api/session.ts).

export function changePassword(body: Schemas['PasswordChange']): Promise<void> {
  return expectDone(api.POST(`${BASE}/me/password`, { body }));
}

export const DEVICES_KEY = ['me', 'sessions'];

export const devicesQuery = queryOptions({
  queryKey: DEVICES_KEY,
  queryFn: ({ signal }) => expectData(api.GET(`${BASE}/me/sessions`, { signal })),
});

export function endDevice(id: number): Promise<void> {
  const params = { path: { session_id: id } };
  return expectDone(api.DELETE(`${BASE}/me/sessions/{session_id}`, { params }));
}

export function endOtherDevices(): Promise<Schemas['EndedSessions']> {
  return expectData(api.DELETE(`${BASE}/me/sessions`));
}

export const FACTOR_KEY = ['me', 'factor'];

export const factorQuery = queryOptions({
  queryKey: FACTOR_KEY,
  queryFn: ({ signal }) => expectData(api.GET(`${BASE}/me/factor`, { signal })),
});

export function beginEnrolment(): Promise<Enrolment> {
  return expectData(api.POST(`${BASE}/me/factor`));
}

export function confirmEnrolment(code: string): Promise<RecoveryCodes> {
  return expectData(api.POST(`${BASE}/me/factor/confirm`, { body: { code } }));
}

export function removeFactor(): Promise<void> {
  return expectDone(api.DELETE(`${BASE}/me/factor`));
}

export function renewRecoveryCodes(): Promise<RecoveryCodes> {
  return expectData(api.POST(`${BASE}/me/factor/recovery-codes`));
}

export const TOKENS_KEY = ['me', 'tokens'];

/** Titles of permissions come in the language of the page. */
export function tokensQuery(language: string, before: number | undefined) {
  const query = { ...(before && { before }) };
  return queryOptions({
    queryKey: [...TOKENS_KEY, language, before ?? 'first'],
    queryFn: ({ signal }) =>
      expectData(api.GET(`${BASE}/me/tokens`, { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function makeToken(body: Schemas['TokenDraft']): Promise<TokenWithSecret> {
  return expectData(api.POST(`${BASE}/me/tokens`, { body }));
}

export function revokeToken(id: number): Promise<void> {
  return expectDone(api.DELETE(`${BASE}/me/tokens/{id}`, { params: { path: { id } } }));
}

/** Its sentences come in the language of the page. */
export function privacyQuery(language: string) {
  return queryOptions({
    queryKey: ['me', 'privacy', language],
    queryFn: ({ signal }) => expectData(api.GET(`${BASE}/me/privacy`, { signal })),
  });
}

/** All of it, as the server wrote it. */
export function fetchMyData(): Promise<Blob> {
  return expectData(api.GET(`${BASE}/me/data`, { parseAs: 'blob' }));
}
