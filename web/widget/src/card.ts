import { el, icon } from './dom';
import type { Format } from './format';
import type { Card } from './types';
import { fill, type Words } from './words';

const WAY = ['in_production', 'preparing_dispatch', 'dispatched', 'delivered'] as const;
const TICK = 'M5 12.5l4.5 4.5L19 7.5';

/** An order, as far as it may be shown. */
export function orderCard(card: Card, t: Words, format: Format): HTMLElement {
  const { number, status, status_label, ordered_on, expected_on, days_late } = card;
  const fact = (term: string, day: string | null, more?: Node | 0 | null) =>
    day && el('div', 'fact', el('dt', '', term), el('dd', '', format(day), more));
  return el(
    'div',
    'card',
    el('p', 'top', el('b', '', number), status_label && el('span', `chip ${status}`, status_label)),
    card.designation &&
      el('p', 'what', card.designation, card.copies && ` · ${fill(t.copies, card.copies)}`),
    way(card, t),
    el(
      'dl',
      '',
      fact(t.ordered, ordered_on),
      fact(t.expected, expected_on, days_late && el('b', 'late', fill(t.late, days_late))),
    ),
    card.history?.length &&
      el(
        'details',
        '',
        el('summary', '', t.history),
        el(
          'ol',
          '',
          ...card.history.map((step) =>
            el('li', 'fact', el('span', '', step.status_label), format(step.on)),
          ),
        ),
      ),
  );
}

/** From production to delivery; an order that left this way (cancelled, another word) has none. */
function way(card: Card, t: Words): HTMLElement | false {
  const now = (WAY as readonly (string | null)[]).indexOf(card.status);
  return (
    now >= 0 &&
    el(
      'ol',
      'way',
      ...WAY.map((step, at) => {
        const done = at < now || now === WAY.length - 1;
        return el(
          'li',
          { class: done ? 'done' : '', ...(at === now && { 'aria-current': 'step' }) },
          el('i', '', done && icon(TICK)),
          t[step],
        );
      }),
    )
  );
}
