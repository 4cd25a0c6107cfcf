import { describe, expect, test } from 'vitest';
import { progressOf } from './progress';
import type { OrderStatus, TrackedOrder } from './track';

function order(status: OrderStatus, history: [OrderStatus, string][]): TrackedOrder {
  return {
    number: 'CL-401372-487531',
    status,
    status_label: `label of ${status}`,
    ordered_on: '2025-10-20',
    expected_on: '2025-10-28',
    days_late: null,
    designation: 'DCC avec couverture',
    copies: 5,
    history: history.map(([past, on]) => ({ status: past, status_label: `label of ${past}`, on })),
    source: 'production',
    as_of: '2025-10-22T12:02:00Z',
  };
}

const states = (tracked: TrackedOrder) => progressOf(tracked).map(({ key, state }) => [key, state]);

describe('an order in production', () => {
  const steps = progressOf(order('in_production', [['in_production', '2025-10-21']]));

  test('shows the whole way', () => {
    expect(steps.map(({ key, state }) => [key, state])).toEqual([
      ['ordered', 'done'],
      ['in_production', 'current'],
      ['preparing_dispatch', 'upcoming'],
      ['dispatched', 'upcoming'],
      ['delivered', 'upcoming'],
    ]);
  });

  test('takes its dates from the order and the history', () => {
    expect(steps.map(({ on }) => on)).toEqual(['2025-10-20', '2025-10-21', null, null, null]);
  });

  test('expects the dispatch on its day', () => {
    expect(steps.map(({ expected }) => expected)).toEqual([null, null, null, '2025-10-28', null]);
  });
});

test('a delivered order has no step under way', () => {
  expect(new Set(progressOf(order('delivered', [])).map(({ state }) => state))).toEqual(
    new Set(['done']),
  );
});

test('a step without a date in the history is done all the same', () => {
  expect(progressOf(order('dispatched', []))[1]).toMatchObject({ state: 'done', on: null });
});

test('a cancelled order stops where it was', () => {
  const tracked = order('cancelled', [
    ['in_production', '2025-10-21'],
    ['cancelled', '2025-10-23'],
  ]);
  expect(states(tracked)).toEqual([
    ['ordered', 'done'],
    ['in_production', 'done'],
    ['cancelled', 'stopped'],
  ]);
});

test('a status without words of its own keeps the label of the source', () => {
  expect(progressOf(order('other', [['other', '2025-10-21']])).at(-1)).toMatchObject({
    state: 'current',
    label: 'label of other',
    on: '2025-10-21',
  });
});

test('an order that went back into production counts from the last time', () => {
  const tracked = order('in_production', [
    ['in_production', '2025-10-21'],
    ['preparing_dispatch', '2025-10-22'],
    ['in_production', '2025-10-24'],
  ]);
  expect(progressOf(tracked)[1]?.on).toBe('2025-10-24');
});
