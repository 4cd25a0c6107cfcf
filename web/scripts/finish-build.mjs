/**
 * After `vite build`: writes .br, .zst (when this Node can) and .gz beside every text asset from
 * 500 bytes on, so that the server compresses nothing by itself, and takes Vite's manifest out of
 * what is served (`size-limit` reads it).
 *
 * index.html stays as it is: the server writes the root path into it and compresses it itself.
 */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as zlib from 'node:zlib';

const MIN_BYTES = 500;
const TEXT = new Set(['.js', '.css', '.svg', '.json', '.txt', '.webmanifest']);
const web = fileURLToPath(new URL('..', import.meta.url));
const dist = join(web, 'dist');

const encoders = {
  '.br': (bytes) =>
    zlib.brotliCompressSync(bytes, {
      params: {
        [zlib.constants.BROTLI_PARAM_QUALITY]: 11,
        [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  '.gz': (bytes) => zlib.gzipSync(bytes, { level: 9 }),
  ...(zlib.zstdCompressSync && {
    '.zst': (bytes) =>
      zlib.zstdCompressSync(bytes, {
        params: { [zlib.constants.ZSTD_c_compressionLevel]: 19 },
      }),
  }),
};

async function compress(path) {
  const bytes = await readFile(path);
  if (bytes.length < MIN_BYTES) return 0;
  for (const [suffix, encode] of Object.entries(encoders)) {
    const encoded = encode(bytes);
    if (encoded.length < bytes.length) await writeFile(path + suffix, encoded);
  }
  return 1;
}

await mkdir(join(web, '.vite'), { recursive: true });
await rename(join(dist, '.vite/manifest.json'), join(web, '.vite/manifest.json'));
await rm(join(dist, '.vite'), { recursive: true });

const entries = await readdir(dist, { recursive: true, withFileTypes: true });
const assets = entries
  .filter((entry) => entry.isFile() && TEXT.has(extname(entry.name)))
  .map((entry) => join(entry.parentPath, entry.name));
const done = await Promise.all(assets.map(compress));
const count = done.reduce((sum, one) => sum + one, 0);
process.stdout.write(`${count} assets precompressed (${Object.keys(encoders).join(' ')})\n`);
