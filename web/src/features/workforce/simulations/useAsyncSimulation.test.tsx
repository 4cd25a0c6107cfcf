import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { useAsyncSimulation } from './useAsyncSimulation';

interface Server {
  state: 'running' | 'done' | 'cancelled';
  asked: string[];
}

const TASK = { task_id: 7, kind: 'direction', place_id: 5, cancelling: false, reason: null };
const PROGRESS =
  'id: a\nevent: progress\ndata: {"topic":"jobs.1","data":{"done":3,"total":12}}\n\n';
const RUNNING = 'id: b\nevent: state\ndata: {"topic":"jobs.1","data":{"state":"running"}}\n\n';
const DONE = 'id: c\nevent: state\ndata: {"topic":"jobs.1","data":{"state":"done"}}\n\n';

/** A simulation that runs until `finish`. */
function serve(server: Server) {
  const task = () => ({
    ...TASK,
    state: server.state,
    progress: { done: 0, total: 12 },
    result: server.state === 'done' ? { total: { p50: 42 } } : null,
  });
  let finish = () => {};
  const stream = () => {
    const start = (controller: ReadableStreamDefaultController) => {
      const say = (text: string) => controller.enqueue(new TextEncoder().encode(text));
      say(PROGRESS + RUNNING);
      finish = () => {
        server.state = 'done';
        say(DONE);
      };
    };
    const headers = { 'Content-Type': 'text/event-stream' };
    return new Response(new ReadableStream({ start }), { headers });
  };
  vi.stubGlobal('fetch', async (input: Request | URL) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const method = input instanceof Request ? input.method : 'GET';
    server.asked.push(`${method} ${url.pathname}`);
    if (url.pathname.endsWith('/events')) return stream();
    if (method === 'DELETE') server.state = 'cancelled';
    return Response.json(task(), { status: method === 'GET' ? 200 : 202 });
  });
  return () => finish();
}

function Page() {
  const simulation = useAsyncSimulation();
  const { startSimulation, progress, result, cancel, task } = simulation;
  return (
    <>
      <button type="button" onClick={() => void startSimulation('direction', 5, { draws: 500 })}>
        start
      </button>
      <button type="button" onClick={() => void cancel()}>
        cancel
      </button>
      <output>
        {result
          ? `median ${result.total.p50}`
          : progress
            ? `${progress.state} ${progress.done} of ${progress.total}`
            : (task?.state ?? 'nothing')}
      </output>
    </>
  );
}

function open(address: string) {
  const history = createMemoryHistory({ initialEntries: [address] });
  const router = createRouter({ routeTree: createRootRoute({ component: Page }), history });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  );
  return history;
}

afterEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
});

test('a simulation is started, followed and gives its result', async () => {
  const finish = serve({ state: 'running', asked: [] });
  const history = open('/');
  await userEvent.click(await screen.findByText('start'));
  await screen.findByText('running 3 of 12');
  finish();
  await screen.findByText('median 42');
  expect(history.location.search).toBe('?task=7');
});

test.each([
  ['the address', '/?task=7', undefined],
  ['the tab', '/', '7'],
])('after a reload it goes on, known by %s', async (_, address, kept) => {
  if (kept) sessionStorage.setItem('regie.simulation', kept);
  serve({ state: 'running', asked: [] });
  open(address);
  await screen.findByText('running 3 of 12');
});

test('cancelling ends it', async () => {
  const server: Server = { state: 'running', asked: [] };
  serve(server);
  open('/?task=7');
  await screen.findByText('running 3 of 12');
  await userEvent.click(screen.getByText('cancel'));
  await screen.findByText('cancelled');
  expect(server.asked).toContain('DELETE /api/v1/async/task/7');
});
