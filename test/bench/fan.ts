import type { Browser, Page } from 'playwright-core';
import { processorTimes } from '../support/cpu.ts';
import type { EngineSite, Way } from './engine-site.ts';

/** A speaker on a page of their own, in a browser of their own, and listeners who share another page. */
export class Fan {
  readonly #site: EngineSite;
  readonly #way: Way;
  readonly #browser: Browser;
  readonly #speaker: Page;
  readonly #listening: Page;
  readonly #fingerprint: string;
  #listeners: readonly string[] = [];

  private constructor(
    site: EngineSite,
    way: Way,
    browser: Browser,
    pages: readonly [Page, Page],
    fingerprint: string,
  ) {
    this.#site = site;
    this.#way = way;
    this.#browser = browser;
    [this.#speaker, this.#listening] = pages;
    this.#fingerprint = fingerprint;
  }

  static async open(site: EngineSite, way: Way, speaking: Browser, listening: Browser): Promise<Fan> {
    const pages = [await site.visit(speaking, way), await site.visit(listening, way)] as const;
    const fingerprint = await site.arrive(pages[0], idOfSpeaker(way));
    await pages[0].evaluate((id) => lab.personHere(id).hear(true), idOfSpeaker(way));
    return new Fan(site, way, speaking, pages, fingerprint);
  }

  /** Adds listeners until there are so many; resolves when all are linked. */
  async growTo(count: number): Promise<void> {
    const links: [string, string][] = [];
    for (let index = this.#listeners.length; index < count; index += 1) {
      const id = `${this.#way} listener ${index}`;
      links.push([id, await this.#site.arrive(this.#listening, id)]);
    }
    this.#listeners = [...this.#listeners, ...links.map(([id]) => id)];
    await this.#speaker.evaluate(
      ([id, links, kind]) => lab.personHere(id).link(kind, new Map(links), false),
      [this.#id, links, this.#way === 'routed' ? 'child' : 'stage'] as const,
    );
    await this.#listening.evaluate(
      ([listeners, speaker, kind]) => {
        for (const id of listeners) lab.personHere(id).link(kind, new Map([speaker]), true);
      },
      [
        links.map(([id]) => id),
        [this.#id, this.#fingerprint],
        this.#way === 'routed' ? 'parent' : 'stage',
      ] as const,
    );
    await this.#listening.waitForFunction(
      (ids) => ids.every((id) => lab.personHere(id).audio.complete),
      this.#listeners,
    );
  }

  async speak(on: boolean): Promise<void> {
    await this.#speaker.evaluate(([id, on]) => lab.personHere(id).speak(on), [this.#id, on] as const);
  }

  /** Processor seconds of the speaker's renderer since its start. */
  async rendererSeconds(): Promise<number> {
    const times = await processorTimes(this.#browser);
    return times.filter(({ kind }) => kind === 'renderer').reduce((sum, { seconds }) => sum + seconds, 0);
  }

  /** How many packets of audio each listener has received. */
  packets(): Promise<readonly number[]> {
    return this.#listening.evaluate(
      (ids) => Promise.all(ids.map((id) => lab.personHere(id).packetsReceived())),
      this.#listeners,
    );
  }

  get #id(): string {
    return idOfSpeaker(this.#way);
  }
}

/** Both ways are in one site, where ids are told apart. */
function idOfSpeaker(way: Way): string {
  return `${way} speaker`;
}
