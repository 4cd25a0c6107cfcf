import { blockReader } from './parse';

export interface LiveEvent {
  id: string;
  topic: string;
  /** `reset`: something may have been missed, so what is shown is to be read anew. */
  event: string;
  data: unknown;
}

export interface Hears {
  event: (event: LiveEvent) => void;
  /** Whether events arrive as they happen; while they do not, a page may ask now and then. */
  live: (isLive: boolean) => void;
  /** The server said no, and will say no again: nothing more is told. */
  refused?: () => void;
}

/** Where events come from. */
export interface Source {
  /** The address of the stream, relative to the page's base. */
  stream: string;
  /** What is asked where a proxy withholds streams; else the stream's own address, for JSON. */
  instead?: (signal: AbortSignal) => Promise<Omit<LiveEvent, 'id'>[]>;
}

export interface Line {
  /** Says from where another line can go on. */
  close: () => string | null;
}

export const TIMING = {
  /** A stream whose first byte takes longer is withheld by a proxy. */
  firstByteMs: 8_000,
  /** The server gives a sign of life every 15 s; a poll is answered within 25. */
  silenceMs: 40_000,
  /** How long after that streams are not tried again. */
  pollForMs: 600_000,
  /** How often something else is asked instead: it answers at once. */
  insteadEveryMs: 2_000,
  firstPauseMs: 1_000,
  longestPauseMs: 30_000,
};

class Withheld extends Error {}

/** The server says no, and will say no again. */
class Refused extends Error {}

class Later extends Error {
  constructor(readonly afterMs: number) {
    super();
  }
}

interface Answer {
  events: LiveEvent[];
  last: string;
}

/** Follows topics. */
export function openLine(
  topics: readonly string[],
  after: string | null,
  hears: Hears,
  ask?: typeof fetch,
  timing?: typeof TIMING,
): Line {
  const stream = `api/v1/events?topics=${encodeURIComponent(topics.join(','))}`;
  return follow({ stream }, after, hears, ask, timing);
}

/**
 * Follows a source until it is closed, comes back by itself, and goes over to asking again and again
 * where a proxy withholds streams. `fetch` is a parameter for tests.
 */
export function follow(
  source: Source,
  after: string | null,
  hears: Hears,
  ask: typeof fetch = (...request) => fetch(...request),
  timing = TIMING,
): Line {
  const closing = new AbortController();
  let last = after;
  let pauseMs = timing.firstPauseMs;
  let pollUntil = 0;
  let retryMs = timing.firstPauseMs;

  function tell(event: LiveEvent): void {
    if (closing.signal.aborted) return;
    last = event.id;
    hears.event(event);
  }

  async function request(accept: string, watch: Watch): Promise<Response> {
    const address = new URL(source.stream, document.baseURI);
    if (last !== null) address.searchParams.set('after', last);
    const response = await ask(address, {
      headers: { Accept: accept, 'Accept-Language': document.documentElement.lang },
      cache: 'no-store',
      signal: watch.signal,
    });
    if (response.ok) return response;
    const seconds = Number(response.headers.get('Retry-After'));
    if (response.status === 429 || response.status >= 500) throw new Later(seconds * 1000);
    throw new Refused();
  }

  /** Until the server ends it. */
  async function stream(): Promise<void> {
    const watch = watching(closing.signal, timing.firstByteMs, () => new Withheld());
    try {
      const response = await request('text/event-stream', watch);
      const body = response.body;
      if (!response.headers.get('Content-Type')?.startsWith('text/event-stream') || body === null) {
        throw new Withheld();
      }
      const reader = body.pipeThrough(new TextDecoderStream()).getReader();
      const blocksOf = blockReader();
      let isEmpty = true;
      for (;;) {
        const { done, value } = await watch.orAbort(reader.read());
        if (done && isEmpty) throw new Withheld();
        if (done) return;
        isEmpty = false;
        watch.again(timing.silenceMs, () => new Later(0));
        hears.live(true);
        pauseMs = timing.firstPauseMs;
        for (const { id, event, data, retry } of blocksOf(value)) {
          if (retry !== null) retryMs = Number(retry);
          if (id !== null) last = id;
          if (event !== null && data !== null) tell({ id: last ?? '', event, ...JSON.parse(data) });
        }
      }
    } finally {
      watch.end();
    }
  }

  async function poll(): Promise<void> {
    const watch = watching(closing.signal, timing.silenceMs, () => new Later(0));
    try {
      if (source.instead !== undefined) return await askInstead(source.instead, watch);
      const response = await request('application/json', watch);
      const answer: Answer = await response.json();
      hears.live(true);
      pauseMs = timing.firstPauseMs;
      for (const event of answer.events) tell(event);
      last = answer.last;
    } finally {
      watch.end();
    }
  }

  async function askInstead(instead: NonNullable<Source['instead']>, watch: Watch): Promise<void> {
    const events = await instead(watch.signal);
    if (closing.signal.aborted) return;
    hears.live(true);
    pauseMs = timing.firstPauseMs;
    // They are no part of the stream, which goes on from where it was.
    for (const event of events) hears.event({ id: last ?? '', ...event });
    await pause(timing.insteadEveryMs, closing.signal);
  }

  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        if (Date.now() < pollUntil) {
          await poll();
        } else {
          await stream();
          await pause(retryMs, closing.signal);
        }
      } catch (failure) {
        if (closing.signal.aborted) return;
        if (failure instanceof Withheld) {
          pollUntil = Date.now() + timing.pollForMs;
          continue;
        }
        hears.live(false);
        if (failure instanceof Refused) return hears.refused?.();
        const least = failure instanceof Later ? failure.afterMs : 0;
        await pause(Math.max(least, pauseMs * (0.5 + Math.random())), closing.signal);
        pauseMs = Math.min(2 * pauseMs, timing.longestPauseMs);
      }
    }
  }

  void run();
  return {
    close: () => {
      closing.abort();
      return last;
    },
  };
}

interface Watch {
  signal: AbortSignal;
  again: (ms: number, failure: () => Error) => void;
  /** Some bodies go on after their request was aborted: the watch does not wait for them. */
  orAbort: <Value>(promise: Promise<Value>) => Promise<Value>;
  end: () => void;
}

/** Aborts with the failure when nothing happens for so long. */
function watching(outer: AbortSignal, ms: number, failure: () => Error): Watch {
  const own = new AbortController();
  const signal = AbortSignal.any([outer, own.signal]);
  let timer = setTimeout(() => own.abort(failure()), ms);
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  aborted.catch(() => undefined);
  return {
    signal,
    again: (nextMs, nextFailure) => {
      clearTimeout(timer);
      timer = setTimeout(() => own.abort(nextFailure()), nextMs);
    },
    orAbort: (promise) => Promise.race([promise, aborted]),
    end: () => {
      clearTimeout(timer);
      own.abort();
    },
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
