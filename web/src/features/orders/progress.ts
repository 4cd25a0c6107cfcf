import type { OrderStatus, TrackedOrder } from './track';

/** The way of an order that goes well; the first step is the order itself. */
const WAY = ['in_production', 'preparing_dispatch', 'dispatched', 'delivered'] as const;

export type StepKey = 'ordered' | OrderStatus;
export type StepState = 'done' | 'current' | 'upcoming' | 'stopped';

export interface Step {
  key: StepKey;
  state: StepState;
  /** What the source calls it, for a status that Régie has no words for. */
  label?: string;
  /** The day on which it was reached, when the source says so. */
  on: string | null;
  /** The day on which it is expected. */
  expected: string | null;
}

type Order = Pick<
  TrackedOrder,
  'status' | 'status_label' | 'ordered_on' | 'expected_on' | 'history'
>;

/** The last day on which the order took the status: it may have gone back and forth. */
function reachedOn(order: Order, status: OrderStatus): string | null {
  return order.history.findLast((event) => event.status === status)?.on ?? null;
}

function ordered(order: Order): Step {
  return { key: 'ordered', state: 'done', on: order.ordered_on, expected: null };
}

/** The whole way, with what is behind, what is under way and what is to come. */
function straight(order: Order, at: number): Step[] {
  return WAY.map((key, index) => {
    const last = key === 'delivered';
    const reached = index < at || (index === at && last);
    const state: StepState = reached ? 'done' : index === at ? 'current' : 'upcoming';
    return {
      key,
      state,
      on: state === 'upcoming' ? null : reachedOn(order, key),
      expected: key === 'dispatched' && state === 'upcoming' ? order.expected_on : null,
    };
  });
}

/** What happened, as the source tells it, up to a status that ends the way or leaves it. */
function recorded(order: Order, end: StepState): Step[] {
  const past = order.history.filter((event) => event.status !== order.status);
  return [
    ...past.map(
      (event): Step => ({
        key: event.status,
        state: 'done',
        label: event.status_label,
        on: event.on,
        expected: null,
      }),
    ),
    {
      key: order.status,
      state: end,
      label: order.status_label,
      on: reachedOn(order, order.status),
      expected: null,
    },
  ];
}

export function progressOf(order: Order): Step[] {
  if (order.status === 'cancelled') return [ordered(order), ...recorded(order, 'stopped')];
  if (order.status === 'other') return [ordered(order), ...recorded(order, 'current')];
  return [ordered(order), ...straight(order, WAY.indexOf(order.status))];
}
