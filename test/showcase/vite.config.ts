import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Answers every address of a page with the showcase's document, and those of members' pictures, as the signal server does. */
const everyAddress: Plugin = {
  name: 'showcase-document',
  configureServer: (server) => () => {
    const show = async (url: string, response: ServerResponse) => {
      const face = /^\/pictures\/(\w+)\.webp$/.exec(url)?.[1];
      if (face) return void response.end(await readFile(here(`faces/${face}.webp`)).catch(() => undefined));
      const document = await readFile(here('index.html'), 'utf8');
      response.setHeader('content-type', 'text/html');
      response.end(await server.transformIndexHtml(url, document));
    };
    server.middlewares.use(({ url }, response) => void show(url ?? '/', response));
  },
};

/** The real page on made-up rooms: every designed state can be looked at by its name. */
export default defineConfig({
  root: here('../..'),
  appType: 'custom',
  plugins: [everyAddress],
  server: { port: 0, watch: null, hmr: false },
  optimizeDeps: { entries: [here('main.ts')] },
  cacheDir: here('../../node_modules/.vite-showcase'),
  logLevel: 'warn',
});
