import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { createServer, type ViteDevServer } from 'vite';
import type { Envelope } from '../../shared/protocol/signals.ts';
import type { Lab } from './engine-page/main.ts';

declare global {
  const lab: Lab;
}

/** How a voice travels: encoded once and passed on as it is, or the ordinary way, with an encoder for each connection. */
export type Way = 'routed' | 'ordinary';
export const WAYS: readonly Way[] = ['routed', 'ordinary'];

/** Makes the browser one that cannot route frames: there the product takes the ordinary way. */
const withoutRouting = 'delete RTCRtpSender.prototype.createEncodedStreams;';

/** Serves pages with the product's own media modules and nothing else, and passes signals between them. */
export class EngineSite {
  readonly #vite: ViteDevServer;
  /** On which page each person is. */
  readonly #pageOf = new Map<string, Page>();
  readonly #pages: Page[] = [];

  private constructor(vite: ViteDevServer) {
    this.#vite = vite;
  }

  static async open(): Promise<EngineSite> {
    const vite = await createServer({
      configFile: fileURLToPath(new URL('../../vite.config.ts', import.meta.url)),
      root: fileURLToPath(new URL('./engine-page', import.meta.url)),
      server: { host: '127.0.0.1', port: 0, hmr: false },
      logLevel: 'error',
    });
    await vite.listen();
    return new EngineSite(vite);
  }

  get url(): string {
    return this.#vite.resolvedUrls?.local[0] ?? '';
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  /** Opens the page, in a process of its own; `url` where it is found another way. */
  async visit(
    browser: Browser,
    way: Way,
    { url = this.url, scripts = [] }: { readonly url?: string; readonly scripts?: readonly string[] } = {},
  ): Promise<Page> {
    const context = await browser.newContext();
    const all = way === 'ordinary' ? [withoutRouting, ...scripts] : scripts;
    for (const content of all) await context.addInitScript({ content });
    const page = await context.newPage();
    page.on('pageerror', (error) => console.error(error));
    await page.exposeFunction('passOn', (from: string, to: string, envelope: Envelope) =>
      this.#pass(from, to, envelope),
    );
    await page.goto(url);
    await page.waitForFunction(() => 'lab' in window);
    this.#pages.push(page);
    return page;
  }

  /** Makes a person on a page; resolves to the fingerprint of their certificate. */
  async arrive(page: Page, id: string): Promise<string> {
    this.#pageOf.set(id, page);
    const { fingerprint, voiceKey } = await page.evaluate(async (id) => {
      const { fingerprint, voiceKey } = await lab.Person.create(id);
      return { fingerprint, voiceKey };
    }, id);
    await this.#announce(id, voiceKey);
    return fingerprint;
  }

  async close(): Promise<void> {
    await this.#vite.close();
  }

  async #announce(id: string, voiceKey: string | undefined): Promise<void> {
    if (voiceKey === undefined) return;
    const open = this.#pages.filter((page) => !page.isClosed());
    await Promise.all(
      open.map((page) =>
        page.evaluate(([id, key]) => void lab.voiceKeys.set(id, key), [id, voiceKey] as const),
      ),
    );
  }

  async #pass(from: string, to: string, envelope: Envelope): Promise<boolean> {
    const page = this.#pageOf.get(to);
    if (!page || page.isClosed()) return false;
    try {
      await page.evaluate(([from, to, envelope]) => lab.personHere(to).receive(from, envelope), [
        from,
        to,
        envelope,
      ] as const);
      return true;
    } catch (error) {
      // The page is going in this very moment.
      if (/closed/.test(String(error))) return false;
      throw error;
    }
  }
}
