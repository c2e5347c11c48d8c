// One command for working on Parley: Vite serves the page and reloads it, tsx restarts the signal server when its files
// change, and the page reaches it through Vite. `--port` sets the page's port; other flags go to the server.
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { createServer as createProbe } from 'node:net';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createServer } from 'vite';
import { buildLocales } from './locales.mjs';
import { root } from './paths.mjs';
import { commandOf } from './run.mjs';

const { values, tokens } = parseArgs({ options: { port: { type: 'string' } }, strict: false, tokens: true });
const ownFlags = new Set(
  tokens.filter((token) => token.kind === 'option' && token.name === 'port').map(({ index }) => index),
);
const serverFlags = process.argv
  .slice(2)
  .filter((word, index) => !ownFlags.has(index) && !(ownFlags.has(index - 1) && word === values.port));

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const probe = createProbe().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function watchLocales() {
  const folder = path.join(root, 'client/ui/locales');
  watch(folder, (_event, name) => {
    if (name?.endsWith('.xlf')) buildLocales();
  });
}

buildLocales();
watchLocales();

const serverPort = String(await freePort());
// The Host header stays the page's own (no `changeOrigin`), so that the server's check of Origin and Host holds here too.
const target = `http://127.0.0.1:${serverPort}`;
const page = await createServer({
  configFile: path.join(root, 'vite.config.ts'),
  server: {
    ...(typeof values.port === 'string' && { port: Number(values.port), strictPort: true }),
    // As objects: for a plain address Vite would change the Host header.
    proxy: {
      '/api': { target },
      '/pictures': { target },
      '/healthz': { target },
      '/socket.io': { target, ws: true },
    },
  },
});
await page.listen();
page.printUrls();

// So that the owner link it prints leads to the page that reloads.
const address = page.resolvedUrls?.local[0]?.replace(/\/$/, '');
// Without a keyboard, because `tsx watch` restarts at every Enter; and in a process group of its own, because it kills the
// server at once when Ctrl-C reaches it both from the terminal and from here.
const server = spawn(
  process.execPath,
  [
    commandOf('tsx'),
    'watch',
    '--clear-screen=false',
    'signal-server/main.ts',
    '--port',
    serverPort,
    ...serverFlags,
  ],
  {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
    env: { PUBLIC_URL: address, ...process.env },
  },
);

let stopping = false;
async function stop() {
  if (stopping) return;
  stopping = true;
  const gone = server.exitCode === null ? new Promise((resolve) => server.once('exit', resolve)) : undefined;
  server.kill('SIGTERM');
  await Promise.all([gone, page.close()]);
  process.exit();
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop());
server.once('exit', () => void stop());
