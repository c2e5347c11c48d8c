import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

export interface Showcase {
  /** Where a state is shown. */
  address(state: string, theme: string, language: string): string;
  close(): Promise<void>;
}

/** Serves the showcase on a free port of this machine. */
export async function startShowcase(): Promise<Showcase> {
  const server = await createServer({
    configFile: fileURLToPath(new URL('vite.config.ts', import.meta.url)),
  });
  await server.listen();
  const origin = server.resolvedUrls?.local[0] ?? 'http://localhost/';
  return {
    address: (state, theme, lang) => `${origin}?${new URLSearchParams({ state, theme, lang })}`,
    close: () => server.close(),
  };
}
