import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Answer } from '../../../shared/protocol/messages.ts';
import type { RefusalReason } from '../../../shared/room/refusals.ts';

/** What the server answers to a question, for the element that shows it: nothing yet, the value, or why not. */
export class AnswerController<Value> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #asked = 0;
  #value: Value | null = null;
  #refused: RefusalReason | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get value(): Value | null {
    return this.#value;
  }

  get refused(): RefusalReason | null {
    return this.#refused;
  }

  /** What was shown before stays until the answer is there. An older question's answer that comes late is not shown. */
  async ask(question: Promise<Answer<Value>>): Promise<void> {
    const turn = ++this.#asked;
    const answer = await question;
    if (turn !== this.#asked) return;
    this.#refused = answer.ok ? null : answer.reason;
    if (answer.ok) this.#value = answer.value;
    this.#host.requestUpdate();
  }

  /** Puts in what is known without asking. */
  set(value: Value): void {
    this.#value = value;
    this.#host.requestUpdate();
  }

  /** Back to nothing, and what is still on its way is not shown. */
  forget(): void {
    this.#asked += 1;
    this.#value = null;
    this.#refused = null;
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#asked += 1;
  }
}
