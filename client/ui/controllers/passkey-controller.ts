import type { ReactiveControllerHost } from 'lit';
import type { Answer } from '../../../shared/protocol/messages.ts';
import type { PasskeyTrouble } from '../../session/passkeys.ts';
import { passkeyTroubleWords } from '../words/passkey-trouble-words.ts';
import { refusalWords } from '../words/refusal-words.ts';
import { ActController } from './act-controller.ts';

/** Something that is done with a passkey, which the server or the browser may refuse. */
export class PasskeyController {
  readonly #act: ActController;
  #trouble: PasskeyTrouble | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#act = new ActController(host);
  }

  get busy(): boolean {
    return this.#act.busy;
  }

  /** Why it did not work, in words; '' if nothing went wrong. */
  get fault(): string {
    if (this.#trouble) return passkeyTroubleWords(this.#trouble);
    return this.#act.refused ? refusalWords(this.#act.refused) : '';
  }

  /** Does it, unless it is under way already; answers what came of it, and undefined if nothing did. */
  async do<Value>(act: () => Promise<Answer<Value> | PasskeyTrouble>): Promise<Value | undefined> {
    if (this.busy) return undefined;
    this.#trouble = null;
    return this.#act.do(async () => {
      const answer = await act();
      if (typeof answer !== 'string') return answer;
      this.#trouble = answer;
      // What the browser would not do, the server was not asked for.
      return { ok: false, reason: 'passkey-unknown' };
    });
  }
}
