import { fileURLToPath } from 'node:url';
import { createServer, type ViteDevServer } from 'vite';

/** Serves a page of test/e2e that takes the client's modules apart; the caller closes it. */
export async function serveTestPage(
  name: 'mesh-page' | 'router-page',
): Promise<{ server: ViteDevServer; url: string }> {
  const server = await createServer({
    configFile: fileURLToPath(new URL('../../vite.config.ts', import.meta.url)),
    root: fileURLToPath(new URL(`../e2e/${name}`, import.meta.url)),
    server: { host: '127.0.0.1', port: 0, hmr: false },
    logLevel: 'error',
  });
  await server.listen();
  return { server, url: server.resolvedUrls?.local[0] ?? '' };
}
