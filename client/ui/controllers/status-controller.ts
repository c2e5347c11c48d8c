import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { StatusWords } from '../components/status-line.ts';

const SHOWN_MS = 6000;
/** More at once would cover the room. */
const AT_ONCE = 3;

/** The sentences that are on screen now; each leaves by itself. */
export class StatusController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  #words: readonly StatusWords[] = [];
  #last = 0;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get words(): readonly StatusWords[] {
    return this.#words;
  }

  say(text: string): void {
    const id = ++this.#last;
    this.#words = [...this.#words.filter((one) => one.text !== text), { id, text }].slice(-AT_ONCE);
    this.#timers.add(setTimeout(() => this.#forget(id), SHOWN_MS));
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#words = [];
  }

  #forget(id: number): void {
    this.#words = this.#words.filter((one) => one.id !== id);
    this.#host.requestUpdate();
  }
}
