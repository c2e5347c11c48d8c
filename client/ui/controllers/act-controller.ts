import type { ReactiveControllerHost } from 'lit';
import type { Answer } from '../../../shared/protocol/messages.ts';
import type { RefusalReason } from '../../../shared/room/refusals.ts';

/** One thing at a time that is done by pressing a button: whether it is under way, and why it was refused. */
export class ActController {
  readonly #host: ReactiveControllerHost;
  #busy = false;
  #refused: RefusalReason | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  get busy(): boolean {
    return this.#busy;
  }

  get refused(): RefusalReason | null {
    return this.#refused;
  }

  /** Does it, unless something is under way already; answers what came of it, and undefined if nothing did. */
  async do<Value>(act: () => Promise<Answer<Value>>): Promise<Value | undefined> {
    if (this.#busy) return undefined;
    this.#show(true, null);
    const answer = await act();
    this.#show(false, answer.ok ? null : answer.reason);
    return answer.ok ? answer.value : undefined;
  }

  /** Takes the words of a refusal away: something else is tried. */
  forget(): void {
    this.#show(this.#busy, null);
  }

  #show(busy: boolean, refused: RefusalReason | null): void {
    this.#busy = busy;
    this.#refused = refused;
    this.#host.requestUpdate();
  }
}
