import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { leanPackages } from './tools/lean-packages.mjs';
import { minifyTemplates } from './tools/minify-templates.mjs';
import { shortMessageIds } from './tools/short-message-ids.mjs';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// simple-peer is written for Node's modules. Four tiny stand-ins and npm's `events` make it run in a page, for a third
// of the bytes; client/shims says what each of them leaves out.
const shims = ['readable-stream', 'buffer', 'randombytes', 'debug'];

export default defineConfig({
  root: here('client'),
  plugins: [minifyTemplates(), shortMessageIds(), leanPackages()],
  resolve: {
    alias: [
      ...shims.map((name) => ({
        find: new RegExp(`^${name}$`),
        replacement: here(`client/shims/${name}.cjs`),
      })),
      // Without the file's name, Vite takes `events` for Node's own module.
      { find: /^events$/, replacement: here('node_modules/events/events.js') },
    ],
  },
  build: {
    outDir: here('dist/client'),
    emptyOutDir: true,
    target: 'es2022',
    // data: addresses and the inline polyfill would both need holes in the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // The lazy languages share Lit with the page. Left to itself, Vite would make Lit a file of its own, for everyone.
    rolldownOptions: {
      output: {
        codeSplitting: { groups: [{ name: 'app', test: /client\/main\.ts$|node_modules\/(@lit|lit)/ }] },
      },
    },
  },
  worker: { format: 'es' },
});
