import { render } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import type { LiveEvent } from './line';
import { useEvents } from './useEvents';

const STEP = 'id: a\nevent: step\ndata: {"topic":"jobs.1","data":7}\n\n';

function Page({ topics, onEvent }: { topics: string[]; onEvent: (event: LiveEvent) => void }) {
  return <output>{useEvents(topics, onEvent) ? 'live' : 'not live'}</output>;
}

function serve() {
  const signals: AbortSignal[] = [];
  vi.stubGlobal('fetch', (_: URL, { signal }: { signal: AbortSignal }) => {
    signals.push(signal);
    const start = (controller: ReadableStreamDefaultController) =>
      controller.enqueue(new TextEncoder().encode(STEP));
    const headers = { 'Content-Type': 'text/event-stream' };
    return Promise.resolve(new Response(new ReadableStream({ start }), { headers }));
  });
  return signals;
}

afterEach(() => vi.unstubAllGlobals());

test('a page hears its topics while it is shown, and hangs up when it goes', async () => {
  const signals = serve();
  const events: LiveEvent[] = [];
  const { findByText, unmount } = render(
    <Page topics={['jobs.1']} onEvent={(event) => events.push(event)} />,
  );
  await findByText('live');
  await vi.waitFor(() => expect(events.map(({ data }) => data)).toEqual([7]));
  unmount();
  await vi.waitFor(() => expect(signals.map(({ aborted }) => aborted)).toEqual([true]));
});

test('a page without topics asks nothing', async () => {
  const signals = serve();
  const { findByText } = render(<Page topics={[]} onEvent={() => undefined} />);
  await findByText('not live');
  expect(signals).toEqual([]);
});
