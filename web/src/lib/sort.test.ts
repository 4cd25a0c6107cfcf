import { expect, test } from 'vitest';
import { readSort, writeSort } from './sort';

test.each(['name', '-name'])('the order %s is written as it was read', (value) => {
  expect(writeSort(readSort(['name'], value) ?? { by: '', descending: false })).toBe(value);
});

test.each(['age', '--name', '', 7, undefined])('%s is no order of this list', (value) => {
  expect(readSort(['name'], value)).toBeUndefined();
});
