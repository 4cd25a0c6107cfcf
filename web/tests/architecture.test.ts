import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const SRC = resolve(__dirname, '../src');

/** What each folder of src/ may import; a folder that is not here fails the test. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  app: ['features', 'parts', 'charts', 'ui', 'api', 'lib'],
  features: ['parts', 'charts', 'ui', 'api', 'lib'],
  parts: ['charts', 'ui', 'api', 'lib'],
  charts: ['lib'],
  ui: ['api', 'lib'],
  api: ['lib'],
  lib: [],
};

interface Import {
  from: string;
  to: string;
}

function importsOf(file: string): Import[] {
  const source = readFileSync(file, 'utf8');
  return [...source.matchAll(/(?:from|import)\s*\(?\s*'([~.][^']*)'/g)].map(([, target = '']) => ({
    from: relative(SRC, file),
    to: relative(
      SRC,
      target.startsWith('~') ? join(SRC, target.slice(1)) : resolve(dirname(file), target),
    ),
  }));
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => join(SRC, name));
const imports = files.flatMap(importsOf);

const layer = (path: string) => path.split('/')[0] ?? '';
const feature = (path: string) => path.split('/')[1] ?? '';

test('every folder of src/ has a place in the order of layers', () => {
  const folders = new Set(files.map((file) => layer(relative(SRC, file))));
  expect([...folders].sort()).toEqual(Object.keys(MAY_IMPORT).sort());
});

test('imports run from the app down to the library, never back', () => {
  const wrong = imports.filter(
    ({ from, to }) => layer(from) !== layer(to) && !MAY_IMPORT[layer(from)]?.includes(layer(to)),
  );
  expect(wrong).toEqual([]);
});

test('a feature imports no other feature', () => {
  const wrong = imports.filter(
    ({ from, to }) =>
      layer(from) === 'features' && layer(to) === 'features' && feature(from) !== feature(to),
  );
  expect(wrong).toEqual([]);
});

test('the check sees the imports it is about', () => {
  expect(imports.filter(({ from }) => from === 'app/pages.ts').map(({ to }) => to)).toContain(
    'features/orders/manifest',
  );
});
