import { type Api, Refused, type Told } from './api';
import {
  customerBubble,
  growingBubble,
  messageBubble,
  suggestionButtons,
  understoodLine,
} from './bubbles';
import { uuid } from './dom';
import type { Format } from './format';
import type { Memory } from './memory';
import type { Panel } from './panel';
import type { Message, Status } from './types';
import type { Words } from './words';

const GONE = 404;
const LATER = 429;
const AGAIN_MS = [700, 2500];
/** What a broken answer is waited for before it is asked for again, with the same `client_id`. */
const LISTEN_AGAIN_MS = [1000, 30_000] as const;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export interface Surroundings {
  api: Api;
  memory: Memory;
  panel: Panel;
  words: Words;
  format: Format;
  /** Something was said by another than the customer. */
  told: () => void;
}

export type Chat = ReturnType<typeof makeChat>;

/** One conversation: what is sent, what comes back, and what is waited for. */
export function makeChat({ api, memory, panel, words: t, format, told }: Surroundings) {
  /** The number of the last message that is shown. */
  let last = 0;
  const shown = new Set<number>();
  let begunAnew = false;
  let status: Status = { state: 'automatic', queue_position: null, agent: null, asked: null };
  let working = false;
  let listening: AbortController | undefined;
  let suggestions: HTMLElement | undefined;
  /** Shown before the server gave them their number. */
  const unnumbered: string[] = [];

  /** Runs one thing at a time; what fails is said, with a way to try again. */
  async function attempt(work: () => Promise<void>) {
    if (working) return;
    working = true;
    panel.busy(true);
    panel.notice();
    let failed: unknown;
    try {
      await work();
      begunAnew = false;
    } catch (error) {
      failed = error;
    }
    working = false;
    if (failed) explain(failed);
    if (!working) panel.busy(false);
  }

  function explain(error: unknown) {
    if (error instanceof Refused && error.status === GONE && !begunAnew) {
      begunAnew = true;
      forget();
      resume();
    } else if (!navigator.onLine) {
      panel.notice(t.offline);
    } else {
      const { detail, retryAfter } = error instanceof Refused ? error : {};
      panel.notice(detail ?? t.away, resume, retryAfter);
    }
  }

  const resume = () => attempt(catchUp);

  /** To where things are: a conversation, all that was said in it, and the question under way. */
  async function catchUp() {
    const { session } = memory.get();
    const found = session ? await api.read(session) : await api.begin();
    if (!session && 'token' in found) {
      memory.set({ session: { id: found.id, token: `${found.token}` } });
    }
    for (const message of found.messages) add(message);
    adopt(found);
    const { pending } = memory.get();
    if (!pending) return;
    const asked = found.messages.findLast(({ author }) => author === 'customer');
    if (asked?.text !== pending.text && !unnumbered.includes(pending.text)) show(pending.text);
    await deliver();
  }

  function adopt(news: Partial<Status>) {
    status = { ...status, ...news };
    panel.stand(status);
    if (status.state === 'waiting' || status.state === 'with_agent') listen();
    else stopListening();
  }

  /** Whether it is new. */
  function add(message: Message): boolean {
    if (shown.has(message.seq)) return false;
    shown.add(message.seq);
    last = Math.max(last, message.seq);
    const own = message.author === 'customer' ? unnumbered.indexOf(message.text) : -1;
    if (own >= 0) {
      unnumbered.splice(own, 1);
      return false;
    }
    suggestions?.remove();
    suggestions = message.suggestions.length
      ? suggestionButtons(message.suggestions, tap)
      : undefined;
    panel.add(messageBubble(message, t, format), suggestions);
    return true;
  }

  /** Whether it is new. */
  function hear(message: Message): boolean {
    const fresh = add(message);
    if (fresh && message.author !== 'customer') {
      panel.announce(message.agent ? `${message.agent} : ${message.text}` : message.text);
      told();
    }
    return fresh;
  }

  /** Whether it leaves: the question before goes first, until it has its answer. */
  function ask(text: string): boolean {
    const { pending, session } = memory.get();
    if (pending) resume();
    if (pending || working) return false;
    memory.set({ pending: { text, client_id: uuid() } });
    suggestions?.remove();
    show(text);
    attempt(session ? deliver : catchUp);
    return true;
  }

  /** What is tapped goes away, and the focus with it. */
  function tap(text: string) {
    panel.log.focus();
    ask(text);
  }

  function show(text: string) {
    unnumbered.push(text);
    panel.add(customerBubble(text, t));
  }

  /** Until there is an answer: a stream that breaks off is asked for again, and then told again. */
  async function deliver() {
    const { session, pending } = memory.get();
    if (!session || !pending) return;
    for (const ms of [...AGAIN_MS, 0]) {
      try {
        if (await receive(await api.send(session, pending))) return;
      } catch (error) {
        const status = error instanceof Refused && error.status;
        if (status && status < LATER && status !== GONE) memory.set({ pending: undefined });
        if (status || !ms) throw error;
      }
      if (ms) await pause(ms);
    }
    throw new Error();
  }

  async function receive(answer: AsyncGenerator<Told>): Promise<boolean> {
    const growing = growingBubble();
    let line: HTMLElement | false = false;
    let text = '';
    panel.add(growing.element);
    try {
      for await (const { understanding, text: part, done } of answer) {
        if (understanding) {
          line = understoodLine(understanding, t, format);
          if (line) growing.element.before(line);
        }
        if (part) {
          text += part.delta;
          growing.text.textContent = text;
          panel.add();
        }
        if (done) {
          memory.set({ pending: undefined });
          growing.element.remove();
          if (!done.message || hear(done.message)) line = false;
          adopt(done);
          return true;
        }
      }
      return false;
    } finally {
      growing.element.remove();
      if (line) line.remove();
    }
  }

  /** While a person is wanted or there: what is said live, from the last message on. */
  async function listen() {
    const { session } = memory.get();
    if (listening || !session) return;
    const mine = new AbortController();
    listening = mine;
    let wait: number = LISTEN_AGAIN_MS[0];
    while (!mine.signal.aborted) {
      try {
        for await (const { message, state } of await api.listen(session, last, mine.signal)) {
          wait = LISTEN_AGAIN_MS[0];
          if (message) hear(message);
          if (state) adopt(state);
        }
      } catch (error) {
        if (mine.signal.aborted) return;
        if (error instanceof Refused && error.status === GONE) return explain(error);
      }
      await pause(wait);
      wait = Math.min(2 * wait, LISTEN_AGAIN_MS[1]);
    }
  }

  function stopListening() {
    listening?.abort();
    listening = undefined;
  }

  function forget() {
    stopListening();
    memory.set({ session: undefined });
    last = 0;
    shown.clear();
    unnumbered.length = 0;
    panel.log.replaceChildren();
  }

  panel.stand(status);
  return {
    ask,
    resume,
    restart() {
      if (working) return;
      memory.set({ pending: undefined });
      forget();
      resume();
    },
  };
}
