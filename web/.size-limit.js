/** The budgets: what a first visit loads, what each lazy chunk adds, and the style sheet; gzip. */
import { readFileSync } from 'node:fs';

const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', import.meta.url), 'utf8'));
const entry = Object.values(manifest).find((chunk) => chunk.isEntry);

/** The chunk and everything that it imports statically. */
function closure(chunk, seen = new Set()) {
  if (seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const key of chunk.imports ?? []) closure(manifest[key], seen);
  return seen;
}

const first = closure(entry);
const lazy = Object.values(manifest).filter((chunk) => chunk.isDynamicEntry);
const gzip = (name, files, limit) => ({
  name,
  path: [...files].map((file) => `dist/${file}`),
  limit,
  gzip: true,
});

export default [
  gzip('entry', first, '160 kB'),
  ...lazy.map((chunk) =>
    gzip(
      chunk.src,
      closure(chunk).difference?.(first) ??
        new Set([...closure(chunk)].filter((file) => !first.has(file))),
      '80 kB',
    ),
  ),
  gzip(
    'style',
    new Set(
      Object.values(manifest).flatMap((chunk) =>
        [...(chunk.css ?? []), chunk.file].filter((file) => file.endsWith('.css')),
      ),
    ),
    '15 kB',
  ),
];
