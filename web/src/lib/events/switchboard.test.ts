import { expect, test, vi } from 'vitest';
import type { Hears, LiveEvent } from './line';
import { createSwitchboard } from './switchboard';

function exchange() {
  const opened: { topics: readonly string[]; after: string | null; hears: Hears; open: boolean }[] =
    [];
  const board = createSwitchboard((topics, after, hears) => {
    const line = { topics, after, hears, open: true };
    opened.push(line);
    return {
      close: () => {
        line.open = false;
        return `end of ${opened.length}`;
      },
    };
  }, 0);
  return { board, opened };
}

function listener() {
  const heard: string[] = [];
  const live: boolean[] = [];
  const hears: Hears = {
    event: (event) => void heard.push(event.id),
    live: (on) => void live.push(on),
  };
  return { heard, live, hears };
}

function told(id: string, topic: string, event = 'step'): LiveEvent {
  return { id, topic, event, data: null };
}

async function settled(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 5));
}

test('all followers share one line', async () => {
  const { board, opened } = exchange();
  board.follow(['b', 'a'], listener().hears);
  board.follow(['a', 'c'], listener().hears);
  await settled();
  expect(opened.map(({ topics }) => topics)).toEqual([['a', 'b', 'c']]);
});

test('each hears its own topics, and every reset', async () => {
  const { board, opened } = exchange();
  const [one, other] = [listener(), listener()];
  board.follow(['a'], one.hears);
  board.follow(['b'], other.hears);
  await settled();
  for (const event of [told('1', 'a'), told('2', 'b'), told('3', '', 'reset')]) {
    opened[0]?.hears.event(event);
  }
  expect([one.heard, other.heard]).toEqual([
    ['1', '3'],
    ['2', '3'],
  ]);
});

test('when the topics change another line goes on where the one before ended', async () => {
  const { board, opened } = exchange();
  board.follow(['a'], listener().hears);
  await settled();
  board.follow(['b'], listener().hears);
  await settled();
  expect(opened.map(({ after, open }) => [after, open])).toEqual([
    [null, false],
    ['end of 1', true],
  ]);
});

test('who comes and goes at once opens and closes nothing', async () => {
  const { board, opened } = exchange();
  board.follow(['a'], listener().hears);
  await settled();
  board.follow(['b'], listener().hears)();
  await settled();
  expect(opened).toHaveLength(1);
});

test('without followers there is no line, and the next begins anew', async () => {
  const { board, opened } = exchange();
  const stop = board.follow(['a'], listener().hears);
  await settled();
  stop();
  await settled();
  board.follow(['a'], listener().hears);
  await settled();
  expect(opened.map(({ after, open }) => [after, open])).toEqual([
    [null, false],
    [null, true],
  ]);
});

test('with more topics than a line takes nobody is told that all arrive', async () => {
  const { board, opened } = exchange();
  const one = listener();
  board.follow(
    Array.from({ length: 33 }, (_, n) => `t${n}`),
    one.hears,
  );
  await settled();
  opened[0]?.hears.live(true);
  expect([opened[0]?.topics.length, one.live.includes(true)]).toEqual([32, false]);
});

test('a tab that stays hidden hangs up, and goes on when it is seen again', async () => {
  vi.useFakeTimers();
  const visibility = vi.spyOn(document, 'visibilityState', 'get');
  const { board, opened } = exchange();
  const stop = board.follow(['a'], listener().hears);
  vi.advanceTimersByTime(5);
  visibility.mockReturnValue('hidden');
  document.dispatchEvent(new Event('visibilitychange'));
  vi.advanceTimersByTime(29_000);
  const stillOpen = opened[0]?.open;
  vi.advanceTimersByTime(2_000);
  expect([stillOpen, opened[0]?.open]).toEqual([true, false]);
  visibility.mockReturnValue('visible');
  document.dispatchEvent(new Event('visibilitychange'));
  expect(opened[1]?.after).toBe('end of 1');
  stop();
  visibility.mockRestore();
  vi.useRealTimers();
});
