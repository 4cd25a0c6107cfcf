import { orderCard } from './card';
import { el, unseen } from './dom';
import type { Format } from './format';
import type { Message, Understanding } from './types';
import type { Words } from './words';

export const customerBubble = (text: string, t: Words) =>
  el('div', 'turn mine', el('p', 'bubble', unseen(`${t.you} : `), text));

/** An answer that is being written, and the place for what there is of it. */
export function growingBubble() {
  const text = el('span');
  const dots = el('span', 'dots', el('i'), el('i'), el('i'));
  return { text, element: el('div', 'turn', el('p', 'bubble', text, dots)) };
}

export function messageBubble(message: Message, t: Words, format: Format): HTMLElement {
  const { author, text } = message;
  if (author === 'customer') return customerBubble(text, t);
  if (author === 'system') return el('p', 'system', text);
  const agent = author === 'agent' && (message.agent ?? t.agent);
  return el(
    'div',
    'turn',
    agent && el('p', 'who', agent),
    text && el('p', 'bubble', unseen(agent ? '' : 'Assistant : '), text),
    message.card && orderCard(message.card, t, format),
  );
}

/** One discreet line; nothing where there was nothing to understand. */
export function understoodLine(seen: Understanding, t: Words, format: Format) {
  const parts = [
    (t as Record<string, string>)[seen.intent],
    ...seen.numbers,
    seen.name_given && t.name,
    seen.period && format(...seen.period),
  ].filter(Boolean);
  return parts.length > 0 && el('p', 'understood', t.understood + parts.join(' · '));
}

export const suggestionButtons = (suggestions: string[], choose: (text: string) => void) =>
  el(
    'div',
    { class: 'suggestions', role: 'group', 'aria-label': 'Suggestions' },
    ...suggestions.map((text) => el('button', { type: 'button', click: () => choose(text) }, text)),
  );
