import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** One classic script, beside what the front end's own build has put there. */
export default defineConfig({
  root: here('.'),
  publicDir: false,
  build: {
    target: ['es2022', 'safari16.4'],
    cssTarget: 'chrome123', // else `color-scheme` brings what stands in for `light-dark()`
    outDir: here('../dist'),
    emptyOutDir: false,
    lib: {
      entry: here('src/main.ts'),
      name: 'regie',
      formats: ['iife'],
      fileName: () => 'widget.js',
    },
  },
});
