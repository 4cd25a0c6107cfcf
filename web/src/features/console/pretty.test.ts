import { expect, test } from 'vitest';
import { pretty } from './pretty';

test('JSON is broken into lines', () => {
  expect(pretty('{"a":1}')).toBe('{\n  "a": 1\n}');
});

test('what is no JSON stays as it is', () => {
  expect(pretty('la base est pleine')).toBe('la base est pleine');
});
