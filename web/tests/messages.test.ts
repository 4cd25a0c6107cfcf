import { expect, test } from 'vitest';
import { en as shellEn } from '~/app/messages/en';
import { fr as shellFr } from '~/app/messages/fr';
import consoleEn from '~/features/console/messages/en';
import consoleFr from '~/features/console/messages/fr';
import healthEn from '~/features/health/messages/en';
import healthFr from '~/features/health/messages/fr';
import homeEn from '~/features/home/messages/en';
import homeFr from '~/features/home/messages/fr';
import ordersEn from '~/features/orders/messages/en';
import ordersFr from '~/features/orders/messages/fr';

const CATALOGUES = {
  shell: [shellFr, shellEn],
  home: [homeFr, homeEn],
  orders: [ordersFr, ordersEn],
  health: [healthFr, healthEn],
  console: [consoleFr, consoleEn],
} as const;

function sentences(catalogue: object, prefix = ''): [key: string, text: string][] {
  return Object.entries(catalogue).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[prefix + key, value] as [string, string]]
      : sentences(value, `${prefix}${key}.`),
  );
}

const fields = (text: string) => [...text.matchAll(/\{(\w+)/g)].map(([, name]) => name).sort();

const cases = Object.entries(CATALOGUES);

test.each(cases)('%s: French and English have the same keys', (_, [fr, en]) => {
  expect(sentences(en).map(([key]) => key)).toEqual(sentences(fr).map(([key]) => key));
});

test.each(cases)('%s: no sentence is empty', (_, both) => {
  expect(
    both.flatMap((catalogue) => sentences(catalogue)).filter(([, text]) => !text.trim()),
  ).toEqual([]);
});

test.each(cases)('%s: a sentence has the same fields in both languages', (_, [fr, en]) => {
  const names = (catalogue: object) =>
    sentences(catalogue)
      .filter(([, text]) => !text.includes('plural'))
      .map(([key, text]) => [key, fields(text)]);
  expect(names(en)).toEqual(names(fr));
});

test.each(cases)('%s: French keeps its punctuation on the line', (_, [fr]) => {
  expect(sentences(fr).filter(([, text]) => /« | [;?!»]| :(?:\s|$)/.test(text))).toEqual([]);
});

test.each(cases)('%s: apostrophes are typographic', (_, both) => {
  const straight = both
    .flatMap((catalogue) => sentences(catalogue))
    .filter(([, text]) => text.includes("'"));
  expect(straight).toEqual([]);
});
