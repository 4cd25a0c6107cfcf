import { expect, test } from 'vitest';
import { events, type ServerEvent } from './sse';

const bytes = new TextEncoder();

function streamOf(...parts: Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(part);
      controller.close();
    },
  });
}

async function read(...parts: Uint8Array[]): Promise<ServerEvent[]> {
  const found: ServerEvent[] = [];
  for await (const event of events(streamOf(...parts))) found.push(event);
  return found;
}

const WRITTEN =
  'retry: 900\n: \n\nevent: text\ndata: {"delta":"déjà"}\n\nevent: done\r\ndata: a\r\ndata:b\r\n\r\n';
const MEANT = [
  { name: 'text', data: '{"delta":"déjà"}' },
  { name: 'done', data: 'a\nb' },
];

test.each([1, 2, 3, 7, 1000])('cut every %d bytes it says the same', async (size) => {
  const whole = bytes.encode(WRITTEN);
  const parts = Array.from({ length: Math.ceil(whole.length / size) }, (_, at) =>
    whole.slice(at * size, (at + 1) * size),
  );
  expect(await read(...parts)).toEqual(MEANT);
});

test('half an event at the end is no event', async () => {
  expect(await read(bytes.encode('data: whole\n\ndata: half'))).toEqual([
    { name: 'message', data: 'whole' },
  ]);
});

test('whoever stops listening ends the stream', async () => {
  let ended = false;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(bytes.encode('data: x\n\n')),
    cancel: () => {
      ended = true;
    },
  });
  for await (const event of events(endless)) if (event.data) break;
  expect(ended).toBe(true);
});
