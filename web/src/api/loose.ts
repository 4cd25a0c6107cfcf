import { api } from './client';

interface Sent {
  body?: unknown;
  signal?: AbortSignal;
  parseAs?: 'blob';
}

interface Told<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** Routes that the schema does not name yet. */
export const ask = api.request as unknown as <Data>(
  method: 'get' | 'post' | 'patch' | 'delete',
  path: string,
  init: Sent,
) => Promise<Told<Data>>;
