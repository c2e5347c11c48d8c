import type { Browser } from 'playwright-core';
import { processorTimes } from './cpu.ts';

/** The processes of a Chromium, to be killed or frozen together. */
export class BrowserProcesses {
  readonly #ids: readonly number[];

  private constructor(ids: readonly number[]) {
    this.#ids = ids;
  }

  static async of(browser: Browser): Promise<BrowserProcesses> {
    return new BrowserProcesses((await processorTimes(browser)).map(({ id }) => id));
  }

  /** As a crash would end it (`kill -9`). */
  kill(): void {
    this.#signal('SIGKILL');
  }

  /** It answers nothing from now on, and nobody is told. */
  freeze(): void {
    this.#signal('SIGSTOP');
  }

  #signal(signal: NodeJS.Signals): void {
    for (const id of this.#ids) {
      try {
        process.kill(id, signal);
      } catch {
        // It has ended by itself, or with the one before.
      }
    }
  }
}
