import { msg, str } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { KnockCard } from '../../../shared/protocol/messages.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { TickController } from '../controllers/tick-controller.ts';
import { RoomWishEvent } from '../room-wish.ts';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import { queueStyle } from '../styles/queue-style.ts';
import { waitingWords } from '../words/count-words.ts';
import { faceOf } from './person-face.ts';

/** More at once would push the stage out of sight. */
const SHOWN = 3;

/**
 * Who knocks, for moderators: the first few, and the rest when asked for.
 * @fires room-wish `command`: let in, turn away
 */
@customElement('knock-queue')
export class KnockQueue extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    queueStyle,
    css`
      .quiet {
        padding-inline: 14px;
        border-color: transparent;
        color: var(--ink-soft);
      }
      .quiet:hover {
        background: var(--line);
      }
      .more {
        padding: 0 var(--space-4);
      }
    `,
  ];

  /** The longest-waiting first. */
  @property({ attribute: false }) knocks: readonly KnockCard[] = [];
  @property({ type: Number }) clockOffsetMs = 0;
  @state() private open = false;

  constructor() {
    super();
    new LocaleController(this);
    new TickController(this, 5000);
  }

  override render() {
    const more = this.knocks.length - SHOWN;
    const shown = this.open ? this.knocks : this.knocks.slice(0, SHOWN);
    return html`<section>
      <ul role="list" aria-label=${msg('Before the door')}>
        ${shown.map((card) => this.#renderKnock(card))}
      </ul>
      ${more > 0 ? this.#renderMore(more) : nothing}
    </section>`;
  }

  #renderMore(more: number) {
    return html`<p class="more">
      <button class="rest" type="button" aria-expanded=${this.open} @click=${this.#toggle}>
        ${this.open ? msg('show only the first') : msg(str`and ${more} more`)}
      </button>
    </p>`;
  }

  #renderKnock(card: KnockCard) {
    const name = html`<strong>${card.name}</strong>`;
    const waited = waitingWords(Date.now() + this.clockOffsetMs - card.at);
    return html`<li>
      ${faceOf(card)}
      <div>
        <p>${msg(html`${name} knocks`)}</p>
        <p class="small">${card.kind === 'guest' ? html`${msg('guest')} · ` : nothing}${waited}</p>
      </div>
      <div class="acts">${this.#renderAnswers(card)}</div>
    </li>`;
  }

  #renderAnswers({ personId, name }: KnockCard) {
    return html`
      <button class="quiet" type="button" @click=${this.#answer('turn-away', personId)}>
        ${msg('Not now')}
      </button>
      <button
        class="main"
        type="button"
        title=${msg(str`Let ${name} in`)}
        @click=${this.#answer('let-in', personId)}
      >
        ${msg('Let in')}
      </button>
    `;
  }

  #answer(type: 'let-in' | 'turn-away', personId: string) {
    return () => this.dispatchEvent(new RoomWishEvent({ type: 'command', command: { type, personId } }));
  }

  #toggle(): void {
    this.open = !this.open;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'knock-queue': KnockQueue;
  }
}
