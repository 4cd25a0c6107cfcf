import { render } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { type Standing, useFollowedJob } from './useFollowedJob';

const told = (event: string, data: object) =>
  `id: a\nevent: ${event}\ndata: ${JSON.stringify({ topic: 'jobs.7', data })}\n\n`;

const PROGRESS = told('progress', { done: 3, total: 12, message: null });
const RUNNING = told('state', { state: 'running', attempt: 1, reason: null });
const DONE = told('state', { state: 'done', attempt: 1, reason: null });
const LOOKED: Standing = { state: 'done', reason: null, done: null, total: null, message: null };

function serve(answer: () => Response) {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (address: URL) => {
    asked.push(address.pathname);
    return Promise.resolve(answer());
  });
  return asked;
}

function stream(text: string): Response {
  const start = (controller: ReadableStreamDefaultController) =>
    controller.enqueue(new TextEncoder().encode(text));
  const headers = { 'Content-Type': 'text/event-stream' };
  return new Response(new ReadableStream({ start }), { headers });
}

function Page({ onEnd }: { onEnd?: (standing: Standing) => void }) {
  const job = { id: 7, events: 'api/v1/things/7/events', look: () => Promise.resolve(LOOKED) };
  const { standing, isLost } = useFollowedJob(job, onEnd);
  return (
    <output>
      {isLost ? 'lost' : `${standing?.state} ${standing?.done ?? 0} of ${standing?.total ?? 0}`}
    </output>
  );
}

afterEach(() => vi.unstubAllGlobals());

test('a job shows how far it is', async () => {
  serve(() => stream(PROGRESS + RUNNING));
  await render(<Page />).findByText('running 3 of 12');
});

test('a job that ended is told once and followed no longer', async () => {
  const asked = serve(() => stream(PROGRESS + DONE));
  const ends: string[] = [];
  await render(<Page onEnd={({ state }) => ends.push(state)} />).findByText('done 3 of 12');
  expect([ends, asked]).toEqual([['done'], ['/api/v1/things/7/events']]);
});

test('where streams are withheld the job itself is asked', async () => {
  serve(() => new Response('a proxy’s page', { headers: { 'Content-Type': 'text/html' } }));
  await render(<Page />).findByText('done 0 of 0');
});

test('a job that is not there is lost', async () => {
  serve(() => new Response(null, { status: 404 }));
  await render(<Page />).findByText('lost');
});
