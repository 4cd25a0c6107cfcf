import createClient from 'openapi-fetch';
import { toFailure, unreachable } from './failure';
import type { paths } from './schema';

const TIMEOUT_MS = 10_000;

/** Answers come in the language of the page, which `<html lang>` says; failures are `Failure`s. */
export const api = createClient<paths>({
  // The server writes the root path into <base href>: everything is relative to it.
  baseUrl: new URL('.', document.baseURI).href.replace(/\/$/, ''),
  fetch: (request) => fetch(request),
  credentials: 'same-origin',
});

api.use({
  onRequest({ request }) {
    request.headers.set('Accept-Language', document.documentElement.lang);
    return new Request(request, {
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
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
