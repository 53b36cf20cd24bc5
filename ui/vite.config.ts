import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    target: 'es2022',
    // A data: URL would need an exception in the content security policy.
    assetsInlineLimit: 0,
  },
  server: {
    // `npm run dev` beside a running system: point GATEWAY_URL at its printed address.
    proxy: { '/api': process.env.GATEWAY_URL ?? 'http://localhost:8080' },
  },
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
});
