import { expect, test } from 'vitest';
import { en as shellEn } from '~/app/messages/en';
import { fr as shellFr } from '~/app/messages/fr';

const modules = import.meta.glob<{ default: object }>(
  ['../src/features/**/messages/*.ts', '../src/parts/**/messages/*.ts'],
  { eager: true },
);

/** The name of a catalogue's folder: "features/orders", "parts/tokens". */
const folders = Object.keys(modules)
  .map((path) => /src\/(.+)\/messages\/fr\.ts$/.exec(path)?.[1])
  .filter((name) => name !== undefined);

function catalogue(folder: string, language: string): object {
  const found = modules[`../src/${folder}/messages/${language}.ts`];
  if (found === undefined) throw new Error(`${folder} has no ${language}.ts`);
  return found.default;
}

const CATALOGUES: Record<string, readonly [fr: object, en: object]> = {
  shell: [shellFr, shellEn],
  ...Object.fromEntries(
    folders.map((name) => [name, [catalogue(name, 'fr'), catalogue(name, 'en')]]),
  ),
};

function sentences(catalogue: object, prefix = ''): [key: string, text: string][] {
  return Object.entries(catalogue).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[prefix + key, value] as [string, string]]
      : sentences(value, `${prefix}${key}.`),
  );
}

const fields = (text: string) => [...text.matchAll(/\{(\w+)/g)].map(([, name]) => name).sort();

const cases = Object.entries(CATALOGUES);

test('the catalogues are found', () => {
  expect(folders).toEqual(expect.arrayContaining(['features/console/jobs', 'parts/tokens']));
});

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
