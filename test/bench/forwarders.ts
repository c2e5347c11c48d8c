import type { Browser } from 'playwright-core';
import { BrowserProcesses } from '../support/browser-processes.ts';
import { launchChromium } from '../support/browsers.ts';
import { Visitor } from '../support/people.ts';
import { carryingScript, placeOf } from '../support/placed-people.ts';
import type { RunningServer } from '../support/running-server.ts';

/** Enough to stand near the stage, by the planner's measure. */
const CHILDREN = 3;

/** Somebody in the audience who passes the room on, in a browser of their own. */
export interface Forwarder {
  readonly id: string;
  readonly browser: Browser;
  readonly visitor: Visitor;
  readonly processes: BrowserProcesses;
}

/** The forwarders of a room, of whom one after another goes and is replaced. */
export class Forwarders {
  readonly #server: RunningServer;
  readonly #room: string;
  readonly #present = new Set<Forwarder>();
  #count = 0;

  constructor(server: RunningServer, room: string) {
    this.#server = server;
    this.#room = room;
  }

  /** The one with this participant's id, if it is here. */
  get(id: string | undefined): Forwarder | undefined {
    return [...this.#present].find((one) => one.id === id);
  }

  /** Brings one more; in the browser of one who has left, where there is one. */
  async bring(used?: Browser): Promise<void> {
    const browser = used ?? (await launchChromium());
    const visitor = await Visitor.arrive(browser, this.#server, { scripts: [carryingScript(CHILDREN)] });
    this.#count += 1;
    await visitor.join(this.#room, `Forwarder ${this.#count}`);
    const { you } = await placeOf(visitor.page);
    this.#present.add({ id: you, browser, visitor, processes: await BrowserProcesses.of(browser) });
  }

  /** No longer counts on one. */
  forget(forwarder: Forwarder): void {
    this.#present.delete(forwarder);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#present].map(({ browser }) => browser.close()));
  }
}
