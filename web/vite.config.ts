import { fileURLToPath } from 'node:url';
import optimizeLocales from '@react-aria/optimize-locales-plugin';
import tailwind from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const backend = 'http://127.0.0.1:9000';
// React Aria has its English under en-US, and finds it for en-GB.
const languages = ['fr-FR', 'en-US'];
// What the first page loads whole, in one chunk: in crumbs it compresses worse, and each crumb's
// name stands in the list of what lazy pages preload.
const first =
  /node_modules\/(@formatjs|@tanstack|intl-messageformat|openapi-fetch|react|react-dom|scheduler|use-intl|use-sync-external-store)\/|src\/(api|lib\/(announce|cx|language|preferences|storage|theme|toast))\b/;

export default defineConfig({
  // Relative asset addresses: the server writes the root path into <base href>.
  base: './',
  plugins: [
    react(),
    tailwind(),
    { ...optimizeLocales.vite({ locales: languages }), enforce: 'pre' },
  ],
  resolve: {
    alias: { '~': fileURLToPath(new URL('./src', import.meta.url)) },
  },
  build: {
    target: 'es2022',
    manifest: true,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: { advancedChunks: { groups: [{ name: 'first', test: first }] } },
    },
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: { '/api': backend, '/order': backend, '/healthz': backend, '/readyz': backend },
  },
  test: {
    environment: 'happy-dom',
    include: ['{src,widget}/**/*.test.{ts,tsx}', 'tests/**/*.test.ts'],
    setupFiles: ['tests/setup.ts'],
  },
});
