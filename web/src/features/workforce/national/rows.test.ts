import { expect, test } from 'vitest';
import type { Node, PostFigures } from '../types';
import { centresOf, type Row, rowsOf } from './rows';

const node = (place_id: number, parent_id: number | null, name: string) =>
  ({ place_id, parent_id, name }) as Node;

const FRANCE = node(1, null, 'France');
const WEST = node(2, 1, 'Ouest');
const RENNES = node(3, 2, 'Rennes');
const SORTER = { post_id: 7, name: 'Tri' } as PostFigures;

const names = (rows: readonly Row[]): unknown[] =>
  rows.map(({ name, below }) => (below.length === 0 ? name : [name, names(below)]));

test('places hang as they belong, posts below their centre', () => {
  const rows = rowsOf({ nodes: [FRANCE, WEST, RENNES] }, new Map([[3, [SORTER]]]));
  expect(names(rows)).toEqual([['France', [['Ouest', [['Rennes', ['Tri']]]]]]]);
});

test('a centre whose posts are not read yet can be opened', () => {
  const [rennes] = rowsOf({ nodes: [RENNES] }, new Map());
  expect(rennes?.below.map(({ figures }) => figures)).toEqual([undefined]);
});

test('what has no place below is a centre', () => {
  expect(centresOf([FRANCE, WEST, RENNES]).map(({ name }) => name)).toEqual(['Rennes']);
});
