import { afterEach, expect, test, vi } from 'vitest';
import { type Line, type LiveEvent, openLine, TIMING } from './line';

const FAST = { ...TIMING, firstPauseMs: 1, longestPauseMs: 2 };
const HASTY = { ...FAST, firstByteMs: 20 };

interface Asked {
  accept: string | null;
  after: string | null;
  topics: string | null;
}

type Reply = (signal: AbortSignal) => Response | Promise<Response>;

const lines: Line[] = [];
afterEach(() => {
  for (const line of lines.splice(0)) line.close();
});

/** A server that gives one reply after the other, and the last one for ever. */
function server(...replies: Reply[]) {
  const asked: Asked[] = [];
  const ask = async (address: RequestInfo | URL, init?: RequestInit) => {
    const { searchParams } = new URL(String(address));
    const headers = new Headers(init?.headers);
    asked.push({
      accept: headers.get('Accept'),
      after: searchParams.get('after'),
      topics: searchParams.get('topics'),
    });
    const reply = replies[Math.min(asked.length, replies.length) - 1] as Reply;
    return reply(init?.signal as AbortSignal);
  };
  return { asked, ask };
}

/** A stream that says all this and stays open, or ends. */
function saying(text: string, { ends = false } = {}): Reply {
  return () =>
    new Response(
      new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode(text));
          if (ends) controller.close();
        },
      }),
      { headers: { 'Content-Type': 'text/event-stream; charset=utf-8' } },
    );
}

const silent: Reply = (signal) =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

const withheld: Reply = () =>
  new Response(new ReadableStream(), { headers: { 'Content-Type': 'text/event-stream' } });

function answering(events: LiveEvent[], last: string): Reply {
  return () => Response.json({ events, last });
}

function refusing(status: number): Reply {
  return () => new Response(null, { status });
}

function step(id: string): string {
  return `id: ${id}\nevent: step\ndata: {"topic":"jobs.1","data":{"n":1}}\n\n`;
}

function listen(ask: ReturnType<typeof server>['ask'], timing = FAST, after: string | null = null) {
  const events: LiveEvent[] = [];
  const live: boolean[] = [];
  const hears = {
    event: (event: LiveEvent) => void events.push(event),
    live: (on: boolean) => void live.push(on),
  };
  const line = openLine(['jobs.1', 'jobs.2'], after, hears, ask, timing);
  lines.push(line);
  return { events, live, line };
}

test('an event is told with its topic and its data', async () => {
  const { ask, asked } = server(saying(`retry: 5\nid: a\n\n${step('b')}`));
  const { events, live } = listen(ask);
  await vi.waitFor(() => expect(events).toHaveLength(1));
  expect(events[0]).toEqual({ id: 'b', topic: 'jobs.1', event: 'step', data: { n: 1 } });
  expect([asked[0], live.at(-1)]).toEqual([
    { accept: 'text/event-stream', after: null, topics: 'jobs.1,jobs.2' },
    true,
  ]);
});

test('after a stream that ended it goes on with the last id, an event or not', async () => {
  const ended = saying(`retry: 1\n\n${step('b')}id: c\n\n`, { ends: true });
  const { ask, asked } = server(ended, saying(''));
  listen(ask);
  await vi.waitFor(() => expect(asked[1]?.after).toBe('c'));
});

test('after a failure it comes back, and says meanwhile that nothing arrives', async () => {
  const { ask, asked } = server(
    () => Promise.reject(new TypeError('network')),
    refusing(503),
    saying(step('b')),
  );
  const { events, live } = listen(ask, FAST, 'a');
  await vi.waitFor(() => expect(events).toHaveLength(1));
  expect(asked.map(({ after }) => after)).toEqual(['a', 'a', 'a']);
  expect([live[0], live.at(-1)]).toEqual([false, true]);
});

test.each([
  ['says nothing at all', silent],
  ['sends headers alone', withheld],
  ['sends an end alone', saying('', { ends: true })],
  ['answers something else', () => new Response('<html>')],
] as [string, Reply][])('where a proxy %s it asks answer by answer', async (_, reply) => {
  const event = { id: 'b', topic: 'jobs.1', event: 'step', data: null };
  const { ask, asked } = server(reply, answering([], 'a'), answering([event], 'b'), silent);
  const { events } = listen(ask, HASTY);
  await vi.waitFor(() => expect(asked).toHaveLength(4));
  expect(events).toEqual([event]);
  expect(asked.slice(1).map(({ accept, after }) => [accept, after])).toEqual([
    ['application/json', null],
    ['application/json', 'a'],
    ['application/json', 'b'],
  ]);
});

test('a stream that falls silent is taken up again', async () => {
  const { ask, asked } = server(saying('id: a\n\n'), silent);
  listen(ask, { ...FAST, silenceMs: 20 });
  await vi.waitFor(() =>
    expect(asked[1]).toMatchObject({ accept: 'text/event-stream', after: 'a' }),
  );
});

test.each([401, 403, 404, 422])('a refusal (%d) is final', async (status) => {
  const { ask, asked } = server(refusing(status));
  const { live } = listen(ask);
  await vi.waitFor(() => expect(live).toEqual([false]));
  expect(asked).toHaveLength(1);
});

test('a closed line is silent, and says where another may go on', async () => {
  const { ask, asked } = server(saying(step('b'), { ends: true }), silent);
  const { events, line } = listen(ask);
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  expect([line.close(), events]).toEqual(['b', [expect.objectContaining({ id: 'b' })]]);
});
