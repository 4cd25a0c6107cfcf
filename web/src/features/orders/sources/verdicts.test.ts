import { expect, test } from 'vitest';
import type { Finding } from './api';
import { countOf, inOrder, mailOf } from './verdicts';

const found = (check: string, verdict: Finding['verdict']): Finding => ({
  check,
  verdict,
  sentence: '',
  remedy: null,
});
const FINDINGS = [
  found('a', 'pass'),
  found('b', 'unknown'),
  found('c', 'fail'),
  found('d', 'warn'),
];

test('what has to be mended stands before what is as it should be', () => {
  expect(inOrder(FINDINGS).map(({ check }) => check)).toEqual(['c', 'd', 'b', 'a']);
});

test('findings are counted by their verdict', () => {
  expect(countOf([...FINDINGS, found('e', 'warn')], 'warn')).toBe(2);
});

test.each([
  [
    'Objet : un compte\n\nBonjour,\nmerci',
    'mailto:?subject=un%20compte&body=Bonjour%2C%0D%0Amerci',
  ],
  ['Subject: an account\n\nHello', 'mailto:?subject=an%20account&body=Hello'],
])('the first line of a letter is the subject of its message', (text, address) => {
  expect(mailOf(text)).toBe(address);
});
