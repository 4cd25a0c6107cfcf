import { el, icon, iconButton, onPhone } from './dom';
import type { Status } from './types';
import { fill, type Words } from './words';

const BEFORE_PX = 90;
const CLOSE = 'M6 6l12 12M18 6L6 18';
const RESTART = 'M4 4v5h5M5 9a8 8 0 1 1-1 5';
const SEND = 'M5 12h14M13 6l6 6-6 6';

export type Panel = ReturnType<typeof makePanel>;

interface Deeds {
  /** Whether it has left. */
  send: (text: string) => boolean;
  restart: () => void;
  close: () => void;
}

/** The dialog: beside the page on a desk, in its place on a phone. */
export function makePanel(t: Words, deeds: Deeds) {
  /** Sent before the question before had its answer. */
  let eager = false;
  const heading = el('h2', { id: 'title' });
  const state = el('p', 'state');
  const log = el('div', {
    class: 'log',
    role: 'log',
    'aria-live': 'off',
    'aria-labelledby': 'title',
    tabindex: 0,
  });
  const notice = el('div', 'notice');
  const live = el('p', { class: 'sr', role: 'status' });
  const input = el('textarea', {
    rows: 1,
    maxlength: 2000,
    enterkeyhint: 'send',
    input: grow,
    keydown: (event) => {
      const { key, shiftKey, isComposing } = event as KeyboardEvent;
      if (key === 'Enter' && !shiftKey && !isComposing) submit(event);
    },
  });
  const send = el('button', { class: 'send', 'aria-label': t.send, title: t.send }, icon(SEND));
  const again = el('button', { type: 'button', class: 'again', click: deeds.restart }, t.restart);
  const form = el('form', { submit }, input, send);
  const dialog = el(
    'dialog',
    {
      'aria-labelledby': 'title',
      tabindex: -1,
      close: deeds.close,
      keydown: (event) => {
        if ((event as KeyboardEvent).key === 'Escape') dialog.close();
      },
    },
    el(
      'div',
      'head',
      el('div', '', heading, state),
      iconButton(RESTART, t.restart, deeds.restart),
      iconButton(CLOSE, t.close, () => dialog.close()),
    ),
    log,
    live,
    notice,
    form,
    again,
    el('p', 'privacy', t.privacy),
  );

  function grow() {
    input.style.height = 'auto';
    input.style.height = `${input.scrollHeight}px`;
  }

  function submit(event?: Event) {
    event?.preventDefault();
    const text = input.value.trim();
    eager = !!text && (send.disabled || !deeds.send(text));
    if (!text || eager) return;
    input.value = '';
    grow();
  }

  /** Puts it at the end, and in sight: its beginning, with what was said just before. */
  function add(...elements: (HTMLElement | false | undefined)[]) {
    const [first, ...more] = elements.filter((element) => !!element);
    if (first) log.append(first, ...more);
    log.scrollTop = first ? first.offsetTop - log.offsetTop - BEFORE_PX : log.scrollHeight;
  }

  return {
    dialog,
    heading,
    log,
    add,
    /** `quiet`: after a reload; the focus stays in the page. */
    show(quiet: boolean) {
      if (quiet) {
        dialog.open = true;
      } else if (onPhone()) {
        dialog.showModal();
        dialog.focus();
      } else {
        dialog.show();
        input.focus();
      }
      add();
    },
    /** To screen readers: once, and whole. */
    announce(text: string) {
      live.textContent = text;
    },
    busy(on: boolean) {
      send.disabled = on;
      log.ariaBusy = `${on}`;
      if (!on && eager) submit();
    },
    stand({ state: now, queue_position: place, agent, asked }: Status) {
      state.textContent =
        fill(t[now], agent ?? t.agent) + (place ? `, ${fill(t.queue, place)}` : '');
      dialog.dataset.state = now;
      form.hidden = now === 'closed';
      again.hidden = !form.hidden;
      input.ariaLabel = input.placeholder = asked === 'code' ? t.code : t.placeholder;
      input.autocomplete = asked === 'code' ? 'one-time-code' : 'off';
    },
    /** What went wrong, and a way on; without a text nothing is wrong any more. */
    notice(text = '', retry?: () => void, afterS = 0) {
      eager = false;
      live.textContent = text;
      notice.replaceChildren(text);
      if (retry)
        notice.append(countDown(el('button', { type: 'button', click: retry }), afterS, t));
    },
  };
}

function countDown(button: HTMLButtonElement, leftS: number, t: Words) {
  button.disabled = leftS > 0;
  button.textContent = t.retry + (leftS > 0 ? ` (${leftS} s)` : '');
  if (leftS > 0) setTimeout(countDown, 1000, button, leftS - 1, t);
  return button;
}
