import { msg } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { NAME_LIMIT } from '../../../../shared/protocol/text.ts';
import type { Person } from '../../../../shared/room/state.ts';
import type { Lobby } from '../../../session/room-state.ts';
import '../../components/text-form.ts';
import type { TextTypedEvent } from '../../components/text-form.ts';
import { FocusKeepingController } from '../../controllers/focus-keeping-controller.ts';
import { LocaleController } from '../../controllers/locale-controller.ts';
import { preferences } from '../../preferences.ts';
import { baseStyle } from '../../styles/base-style.ts';
import { buttonStyle } from '../../styles/button-style.ts';
import { askOwnerWords, closedDoorWords, toldWords } from '../../words/closed-door-words.ts';
import { refusalWords } from '../../words/refusal-words.ts';
import { noteWayBack } from '../../way-back.ts';
import { closedDoorStyle } from './closed-door-style.ts';

/** Somebody knocks; a name only from those whom the server does not know. */
export class KnockEvent extends Event {
  readonly guestName: string | undefined;

  constructor(guestName?: string) {
    super('knock', { bubbles: true, composed: true });
    this.guestName = guestName;
  }
}

/**
 * A door that is closed to the one who stands before it: for whom it is open, and what can be done.
 * @fires knock
 * @fires stop-knocking
 */
@customElement('closed-door')
export class ClosedDoor extends LitElement {
  static override styles = [baseStyle, buttonStyle, closedDoorStyle];

  @property({ attribute: false }) lobby!: Lobby;
  /** As whom the server knows the one who stands here; null asks for a name. */
  @property({ attribute: false }) person: Person | null = null;
  @query('h2') private heading!: HTMLElement;

  constructor() {
    super();
    new LocaleController(this);
    // The button that was pressed may be gone.
    new FocusKeepingController(this, () => this.heading);
  }

  /** Whoever goes away to sign in, or asks for an invitation and gets one, is brought back here. */
  override willUpdate(): void {
    if (this.#signInHelps) noteWayBack(this.lobby.preview.roomId);
  }

  override render() {
    const { heading, text } = closedDoorWords(this.lobby.preview);
    return html`
      <section aria-labelledby="heading">
        <h2 class="serif" id="heading" tabindex="-1">${heading}</h2>
        <p>${text}</p>
        ${this.#renderFault()} ${this.#renderKnocking()}
        <div role="status">${this.#renderWaiting()}</div>
        ${this.#renderOtherWays()}
      </section>
    `;
  }

  #renderFault() {
    const { refused, knocking, preview } = this.lobby;
    const why = knocking === 'turned-away' ? 'turned-away' : refused;
    // What the heading says already is not said twice.
    if (!why || why === preview.standing) return nothing;
    return html`<p class="fault" role="alert">${refusalWords(why)}</p>`;
  }

  #renderKnocking() {
    const { knocking, entering } = this.lobby;
    if (knocking !== 'no') return nothing;
    if (this.person) {
      return html`<button
        class="main large"
        type="button"
        aria-disabled=${entering ? 'true' : 'false'}
        @click=${this.#knock}
      >
        ${entering ? msg('One moment…') : msg('Knock')}
      </button>`;
    }
    return html`<text-form
      .label=${msg('Your name')}
      .action=${msg('Knock')}
      .limit=${NAME_LIMIT}
      .value=${preferences().guestName}
      .busy=${entering}
      autocomplete="nickname"
      @text-typed=${this.#knockAsGuest}
    ></text-form>`;
  }

  #renderWaiting() {
    if (this.lobby.knocking !== 'waiting') return nothing;
    return html`<p class="waiting"><i></i><span>${toldWords()}</span></p>
      <button type="button" @click=${this.#stop}>${msg('Stop waiting')}</button>`;
  }

  #renderOtherWays() {
    const { standing, ownerName } = this.lobby.preview;
    if (standing === 'room-locked') return nothing;
    return html`<p class="small">${askOwnerWords(standing, ownerName)}</p>
      ${this.#signInHelps ? this.#renderSignIn() : nothing}`;
  }

  /** No account opens a lock. */
  get #signInHelps(): boolean {
    return this.lobby.preview.standing !== 'room-locked' && this.person?.kind !== 'member';
  }

  #renderSignIn() {
    const link = html`<a href="/sign-in">${msg('Sign in')}</a>`;
    return html`<p class="small">${msg(html`You have an account here? ${link}.`)}</p>`;
  }

  #knock(): void {
    if (!this.lobby.entering) this.dispatchEvent(new KnockEvent());
  }

  #knockAsGuest({ text }: TextTypedEvent): void {
    this.dispatchEvent(new KnockEvent(text));
  }

  #stop(): void {
    this.dispatchEvent(new Event('stop-knocking', { bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'closed-door': ClosedDoor;
  }
}
