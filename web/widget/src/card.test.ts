import { expect, test } from 'vitest';
import { orderCard } from './card';
import { dayFormat } from './format';
import type { Card } from './types';
import { words } from './words';

const CARD: Card = {
  number: 'CL-401372-487531',
  status: 'dispatched',
  status_label: 'Expédiée',
  ordered_on: '2025-10-20',
  expected_on: '2025-10-28',
  days_late: 2,
  designation: 'DCC avec couverture',
  copies: 5,
  history: [{ status: 'in_production', status_label: 'En production', on: '2025-10-20' }],
};

const shown = (change: Partial<Card> = {}) =>
  orderCard({ ...CARD, ...change }, words('fr'), dayFormat('fr'));

test('the way is done up to where the order is', () => {
  const steps = [...shown().querySelectorAll('.way li')];
  expect(steps.map((step) => [step.className, step.getAttribute('aria-current')])).toEqual([
    ['done', null],
    ['done', null],
    ['', 'step'],
    ['', null],
  ]);
});

test.each(['cancelled', 'other'])('an order that is %s is on no way', (status) => {
  expect(shown({ status }).querySelector('.way')).toBeNull();
});

test('days are those of the calendar', () => {
  expect(shown().querySelector('dd')?.textContent).toBe('20 oct. 2025');
});

test('what may not be shown leaves no trace', () => {
  const nothing = {
    designation: null,
    copies: null,
    history: null,
    expected_on: null,
    days_late: null,
  };
  expect(shown(nothing).textContent).toBe(
    'CL-401372-487531ExpédiéeProductionPréparationExpéditionLivraisonCommandée le20 oct. 2025',
  );
});

test('markup in a designation is text', () => {
  expect(shown({ designation: '<img src=x>' }).querySelector('img')).toBeNull();
});
