import createClient from 'openapi-fetch';
import { toFailure, unreachable } from './failure';
import { throughGate } from './gate';
import type { paths } from './schema';
import { withKey } from './unanswered';

const TIMEOUT_MS = 10_000;

/** One try: the clock starts anew when a request is repeated. */
function send(request: Request): Promise<Response> {
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(TIMEOUT_MS)]);
  return fetch(new Request(request.clone(), { signal }));
}

/** Answers come in the language of the page, which `<html lang>` says; failures are `Failure`s. */
export const api = createClient<paths>({
  // The server writes the root path into <base href>: everything is relative to it.
  baseUrl: new URL('.', document.baseURI).href.replace(/\/$/, ''),
  fetch: (request) => withKey(request, (keyed) => throughGate(keyed, send)),
  credentials: 'same-origin',
});

api.use({
  onRequest({ request }) {
    request.headers.set('Accept-Language', document.documentElement.lang);
  },
  onError: ({ error }) => unreachable(error),
});

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** The body of a success; anything else is thrown as a `Failure`. */
export async function expectData<Data>(answer: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await answer;
  if (data === undefined) throw toFailure(response, error);
  return data;
}

/** A success that has nothing to say (204); anything else is thrown as a `Failure`. */
export async function expectDone(answer: Promise<Answer<unknown>>): Promise<void> {
  const { error, response } = await answer;
  if (!response.ok) throw toFailure(response, error);
}
