import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { AUDIENCE_PAGE } from '../../../shared/protocol/limits.ts';
import type { AudienceDigest, ListenerCard } from '../../../shared/protocol/messages.ts';

/** The audience changes twice a second in a busy room; pages that were asked for are looked at again this often. */
const REFRESH_MS = 5000;

/** The audience beyond the first few dozen: fetched page by page when asked for, and looked at again while shown. */
export class AudiencePages implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #fetch: (offset: number) => Promise<readonly ListenerCard[]>;
  #pages: (readonly ListenerCard[])[] = [];
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost, fetch: (offset: number) => Promise<readonly ListenerCard[]>) {
    this.#host = host;
    this.#fetch = fetch;
    host.addController(this);
  }

  /** Everyone to be shown: the first ones from the digest, then the pages; nobody twice. */
  shown({ people }: AudienceDigest): readonly ListenerCard[] {
    const unique = new Map(people.map((card) => [card.id, card]));
    for (const card of this.#pages.flat()) if (!unique.has(card.id)) unique.set(card.id, card);
    return [...unique.values()];
  }

  async more(): Promise<void> {
    await this.#load(this.#pages.length);
    this.#timer ??= setInterval(() => void this.#refresh(), REFRESH_MS);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#pages = [];
  }

  async #load(page: number): Promise<void> {
    const cards = await this.#fetch((page + 1) * AUDIENCE_PAGE);
    const pages = [...this.#pages];
    pages[page] = cards;
    this.#pages = pages;
    this.#host.requestUpdate();
  }

  async #refresh(): Promise<void> {
    for (const page of this.#pages.keys()) await this.#load(page);
  }
}
