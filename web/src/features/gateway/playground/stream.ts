import { toFailure, unreachable } from '~/api/failure';
import { throughGate } from '~/api/gate';
import type { components } from '~/api/schema';

type Schemas = components['schemas'];
export type Trial = Schemas['Trial'];

/** What comes behind an answer: see `Bill` of the API. */
export interface Bill {
  cost_micros: number;
  tokens_in: number;
  tokens_out: number;
  estimated: boolean;
  cache: 'miss' | 'hit';
  model: string;
  provider: string | null;
  first_ms: number;
  whole_ms: number;
  own_us: number;
}

export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'bill'; bill: Bill }
  | { kind: 'error'; message: string };

interface Chunk {
  choices?: { delta?: { content?: string | null } }[];
  error?: { message?: string };
}

/** What one event says; nothing for a sign of life or the end. */
export function readEvent(event: string): Piece | undefined {
  const lines = event.split('\n');
  const name = lines
    .find((line) => line.startsWith('event:'))
    ?.slice(6)
    .trim();
  const data = lines
    .find((line) => line.startsWith('data:'))
    ?.slice(5)
    .trim();
  if (data === undefined || data === '' || data === '[DONE]') return undefined;
  if (name === 'regie') return { kind: 'bill', bill: JSON.parse(data) as Bill };
  const chunk = JSON.parse(data) as Chunk;
  if (chunk.error) return { kind: 'error', message: chunk.error.message ?? '' };
  const text = chunk.choices?.[0]?.delta?.content;
  return text ? { kind: 'text', text } : undefined;
}

/** The answer as it comes. Throws a `Failure` when there is none. */
export async function* tried(trial: Trial, signal: AbortSignal): AsyncGenerator<Piece> {
  const address = new URL('api/v1/gateway/playground', document.baseURI);
  const request = new Request(address, {
    method: 'POST',
    body: JSON.stringify(trial),
    headers: {
      'Content-Type': 'application/json',
      'Accept-Language': document.documentElement.lang,
    },
    credentials: 'same-origin',
    signal,
  });
  // An answer may take minutes: no clock but the person's patience.
  const response = await throughGate(request, (asked) => fetch(asked.clone())).catch((error) => {
    throw unreachable(error);
  });
  if (!response.ok || response.body === null) {
    throw toFailure(response, await response.json().catch(() => undefined));
  }
  let rest = '';
  for await (const text of texts(response.body)) {
    const events = (rest + text).split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const piece = readEvent(event);
      if (piece) yield piece;
    }
  }
}

/** Safari cannot iterate over a stream. */
async function* texts(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream() as never).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value as unknown as string;
    }
  } finally {
    // Of a stream that was aborted it fails, with what its reader was told already.
    reader.cancel().catch(() => undefined);
  }
}
