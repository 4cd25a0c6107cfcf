import { expect, test } from 'vitest';
import { barPath } from './BarsWithTarget';
import { domainOf, labelStep } from './figures';
import { strengths } from './Heat';
import { coursePath } from './Lines';
import { cutDomain, piecesOf } from './Waterfall';

const y = (value: number) => 100 - value;

test.each([
  [
    [3, null, 8],
    [0, 8],
  ],
  [
    [-4, 2],
    [-4, 2],
  ],
  [
    [null, undefined, 0],
    [0, 1],
  ],
])('an axis for %j runs over %j', (values, domain) => {
  expect(domainOf(values)).toEqual(domain);
});

test('labels that would touch are left out', () => {
  const slots = Array.from({ length: 24 }, (_, index) => ({
    ...{ key: String(index), title: '', short: 'janv.' },
  }));
  expect([labelStep(slots, 40), labelStep(slots, 13)]).toEqual([1, 3]);
});

test.each([
  [50, 'M0 100V53q0 -3 3 -3h4q3 0 3 3V100z'],
  [-20, 'M0 100V117q0 3 3 3h4q3 0 3 -3V100z'],
  [0, 'M0 100V100q0 0 0 0h10q0 0 0 0V100z'],
])('a bar of %d is %s', (value, path) => {
  expect(barPath(0, 10, value, { y }).replaceAll('-0 ', '0 ')).toBe(path);
});

test('a gap lifts the pen of a line', () => {
  const area = { x: (index: number) => index * 10, y };
  expect(coursePath([10, 20, null, 30, 40], area)).toBe('M0,90L10,80M30,70L40,60');
});

test('a waterfall closes: it ends where the changes lead', () => {
  const steps = [
    { key: 'price', title: 'Prix', value: 30 },
    { key: 'volume', title: 'Volume', value: -50 },
  ];
  const pieces = piecesOf({ title: 'Avant', value: 1000 }, steps, { title: 'Après' });
  expect(pieces.map(({ from, to }) => [from, to])).toEqual([
    [0, 1000],
    [1000, 1030],
    [1030, 980],
    [0, 980],
  ]);
});

test.each([
  [[1000, 1200, 900], 795],
  [[1000, 1000], 970],
  [[100, 40, 10], 0],
  [[-20, 30], -20],
])('the axis of totals %j begins at %d', (totals, low) => {
  expect(cutDomain(totals.map((to) => ({ to })))[0]).toBe(low);
});

test('the ground of a cell is as strong as its number', () => {
  expect([strengths([10, null, 20]), strengths([-5, 10], 'zero')]).toEqual([
    [0, 0, 1],
    [-0.5, 1],
  ]);
});
