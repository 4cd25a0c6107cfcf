import { fileURLToPath } from 'node:url';
import optimizeLocales from '@react-aria/optimize-locales-plugin';
import tailwind from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const backend = 'http://127.0.0.1:9435';
// React Aria has its English under en-US, and finds it for en-GB.
const languages = ['fr-FR', 'en-US'];

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
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: { '/api': backend, '/order': backend, '/healthz': backend, '/readyz': backend },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.ts'],
    setupFiles: ['tests/setup.ts'],
  },
});
