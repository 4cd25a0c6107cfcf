import { expect, test } from 'vitest';
import { isColour, offeredSources, readOrigins, snippetOf } from './draft';

test.each([
  ['https://a.fr\nhttps://b.fr', ['https://a.fr', 'https://b.fr']],
  [' https://a.fr/ , https://b.fr ', ['https://a.fr', 'https://b.fr']],
  ['\n', []],
])('%j are the origins %j', (typed, origins) => {
  expect(readOrigins(typed)).toEqual(origins);
});

test.each(['#1f4b8f', '#ABCDEF'])('%s is a colour', (text) => {
  expect(isColour(text)).toBe(true);
});

test.each(['1f4b8f', '#fff', '#1f4b8g', ''])('%j is none', (text) => {
  expect(isColour(text)).toBe(false);
});

test('a source that is there no more is still offered to be taken away', () => {
  expect(offeredSources(['production'], ['atelier', 'production'])).toEqual([
    'production',
    'atelier',
  ]);
});

test('the tag leads to the script of this installation, below its root path too', () => {
  expect(snippetOf('wk_1', 'https://regie.example.fr/mppeep/')).toBe(
    '<script src="https://regie.example.fr/mppeep/widget.js" data-key="wk_1" async></script>',
  );
});
