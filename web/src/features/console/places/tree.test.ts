import { expect, test } from 'vitest';
import { depths, indented, inTreeOrder } from './tree';

const NATION = { id: 1, parent_id: null, name: 'France', path: '1.' };
const WEST = { id: 2, parent_id: 1, name: 'Ouest', path: '1.2.' };
const EAST = { id: 3, parent_id: 1, name: 'Est', path: '1.3.' };
const BREST = { id: 4, parent_id: 2, name: 'Brest', path: '1.2.4.' };

test('each place stands right below its own, neighbours by name', () => {
  const names = inTreeOrder([BREST, WEST, NATION, EAST]).map(({ name }) => name);
  expect(names).toEqual(['France', 'Est', 'Ouest', 'Brest']);
});

test('a tree of which only a part is seen begins at that part', () => {
  expect(depths([WEST, BREST])).toEqual(
    new Map([
      [2, 0],
      [4, 1],
    ]),
  );
});

test('what lies below is set in', () => {
  expect(indented([NATION, WEST]).map(({ label }) => label)).toEqual(['France', '   Ouest']);
});
