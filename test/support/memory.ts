import { readFile } from 'node:fs/promises';
import type { Browser, CDPSession, Page } from 'playwright-core';

/** Megabytes in use, after garbage was collected. */
export interface MemoryUse {
  /** JavaScript heap of the page. */
  readonly page: number;
  /** JavaScript heaps of its workers. */
  readonly workers: number;
  /** What the largest renderer process holds for itself alone; 0 on systems other than Linux, which do not tell. */
  readonly process: number;
}

const MB = 1_000_000;

/** Looks at the memory of one page and its workers; make it before the page makes workers. */
export class MemoryProbe {
  readonly #browser: Browser;
  readonly #session: CDPSession;
  readonly #workers = new Set<string>();
  readonly #answers = new Map<number, (result: unknown) => void>();
  #lastId = 0;

  private constructor(browser: Browser, session: CDPSession) {
    this.#browser = browser;
    this.#session = session;
    session.on('Target.attachedToTarget', ({ sessionId }) => this.#workers.add(sessionId));
    session.on('Target.detachedFromTarget', ({ sessionId }) => this.#workers.delete(sessionId));
    session.on('Target.receivedMessageFromTarget', ({ message }) => this.#receive(message));
  }

  static async of(browser: Browser, page: Page): Promise<MemoryProbe> {
    const session = await page.context().newCDPSession(page);
    const probe = new MemoryProbe(browser, session);
    // Not flattened: Playwright's own sessions know nothing of workers' ones.
    await session.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: false,
      flatten: false,
    });
    return probe;
  }

  async read(): Promise<MemoryUse> {
    await this.#session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await this.#session.send('Runtime.getHeapUsage');
    let workers = 0;
    for (const worker of this.#workers) workers += await this.#readWorker(worker);
    return { page: usedSize / MB, workers: workers / MB, process: await this.#readProcess() };
  }

  async #readWorker(sessionId: string): Promise<number> {
    await this.#askWorker(sessionId, 'HeapProfiler.collectGarbage');
    // The protocol's answer to this very question.
    const { usedSize } = (await this.#askWorker(sessionId, 'Runtime.getHeapUsage')) as { usedSize: number };
    return usedSize;
  }

  #askWorker(sessionId: string, method: string): Promise<unknown> {
    const id = ++this.#lastId;
    const answered = new Promise((resolve) => this.#answers.set(id, resolve));
    const message = JSON.stringify({ id, method });
    return this.#session.send('Target.sendMessageToTarget', { sessionId, message }).then(() => answered);
  }

  #receive(message: string): void {
    const { id, result } = JSON.parse(message) as { id?: number; result?: unknown };
    if (id === undefined) return;
    this.#answers.get(id)?.(result);
    this.#answers.delete(id);
  }

  async #readProcess(): Promise<number> {
    const session = await this.#browser.newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    await session.detach();
    const renderers = processInfo.filter(({ type }) => type === 'renderer');
    const sizes = await Promise.all(renderers.map(({ id }) => privateMemory(id)));
    return Math.max(0, ...sizes) / MB;
  }
}

/** Bytes that only this process holds. */
async function privateMemory(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  const kilobytes = [...rollup.matchAll(/^Private_\w+:\s+(\d+) kB/gm)].map(([, size]) => Number(size));
  return kilobytes.reduce((sum, size) => sum + size, 0) * 1_024;
}
