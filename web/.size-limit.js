/** The budgets: what a first visit loads, what each lazy chunk adds, and the style sheet; gzip. */
import { readFileSync } from 'node:fs';

const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', import.meta.url), 'utf8'));
const chunks = Object.values(manifest);

/** The chunk's file and those of everything that it imports statically. */
function filesOf(chunk, seen = new Set()) {
  if (seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const key of chunk.imports ?? []) filesOf(manifest[key], seen);
  return seen;
}

const budget = (name, files, limit) => ({
  name,
  path: [...files].map((file) => `dist/${file}`),
  limit,
  gzip: true,
});

const first = filesOf(chunks.find((chunk) => chunk.isEntry));
const added = (chunk) => [...filesOf(chunk)].filter((file) => !first.has(file));
const styles = new Set(chunks.flatMap((chunk) => chunk.css ?? []));

export default [
  budget('entry', first, '160 kB'),
  ...chunks
    .filter((chunk) => chunk.isDynamicEntry)
    .map((chunk) => budget(chunk.src, added(chunk), '80 kB')),
  budget('style', styles, '15 kB'),
  budget('widget', ['widget.js'], '8 kB'),
];
