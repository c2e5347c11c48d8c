import { msg, str } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { X } from 'lucide';
import type { ListenerCard } from '../../../shared/protocol/messages.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { TickController } from '../controllers/tick-controller.ts';
import { RoomWishEvent } from '../room-wish.ts';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import { moreHandsWords, waitingWords } from '../words/count-words.ts';
import './line-icon.ts';
import './person-face.ts';

/**
 * The raised hands, for moderators: the first of them, and the rest when asked for.
 * @fires room-wish `command`: bring on stage, lower a hand
 */
@customElement('hand-queue')
export class HandQueue extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    css`
      :host {
        container-type: inline-size;
      }
      section {
        padding: var(--space-1) 0;
        border-radius: var(--radius-tray);
        background: var(--tray);
        animation: raise var(--soft) var(--ease);
      }
      @keyframes raise {
        from {
          opacity: 0;
          transform: translateY(8px);
        }
      }
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: center;
        gap: var(--space-2) var(--space-3);
        padding: var(--space-2) var(--space-3) var(--space-2) var(--space-4);
      }
      p {
        font-size: var(--type-label);
        line-height: 1.3;
        overflow-wrap: anywhere;
      }
      .acts {
        display: flex;
        gap: var(--space-1);
      }
      .icon:hover {
        background: var(--line);
      }
      .rest {
        display: inline;
        min-height: 0;
        padding: 8px 0;
        border: 0;
        color: var(--press);
        font-size: var(--type-small);
        white-space: nowrap;
      }
      .rest:hover {
        background: none;
        text-decoration: underline;
      }
      @container (max-width: 420px) {
        li {
          grid-template-columns: auto minmax(0, 1fr);
        }
        li .acts {
          grid-column: 1 / -1;
        }
        li .main {
          flex: 1;
        }
      }
    `,
  ];

  @property({ attribute: false }) hands: readonly ListenerCard[] = [];
  /** How many hands are up altogether: only the first few dozen are listed. */
  @property({ type: Number }) count = 0;
  @property({ type: Number }) clockOffsetMs = 0;
  @state() private open = false;

  constructor() {
    super();
    new LocaleController(this);
    new TickController(this, 5000);
  }

  override render() {
    const more = this.count - 1;
    const shown = this.open ? this.hands : this.hands.slice(0, 1);
    return html`<section>
      <ul role="list" aria-label=${msg('Raised hands')}>
        ${shown.map((card, index) => this.#renderHand(card, index === 0 && more > 0 ? this.#renderMore(more) : nothing))}
      </ul>
    </section>`;
  }

  #renderMore(more: number) {
    return html` ·
      <button class="rest" type="button" aria-expanded=${this.open} @click=${this.#toggle}>
        ${this.open ? msg('show only the first') : moreHandsWords(more)}
      </button>`;
  }

  #renderHand(card: ListenerCard, more: unknown) {
    const waited = Date.now() + this.clockOffsetMs - (card.handRaisedAt ?? 0);
    const name = html`<strong>${card.name}</strong>`;
    return html`<li>
      <person-face name=${card.name}></person-face>
      <div>
        <p>${msg(html`${name} would like to speak`)}</p>
        <p class="small">${card.invited ? msg('asked on stage') : waitingWords(waited)}${more}</p>
      </div>
      <div class="acts">
        <button
          class="icon"
          type="button"
          aria-label=${msg('Lower hand')}
          @click=${this.#ask('lower-hand', card)}
        >
          <line-icon .icon=${X}></line-icon>
        </button>
        ${this.#renderBring(card)}
      </div>
    </li>`;
  }

  #renderBring(card: ListenerCard) {
    if (card.invited) return html`<button type="button" disabled>${msg('Asked')}</button>`;
    return html`<button
      class="main"
      type="button"
      title=${msg(str`Bring ${card.name} on stage`)}
      @click=${this.#ask('bring-on-stage', card)}
    >
      ${msg('Bring on stage')}
    </button>`;
  }

  #ask(type: 'lower-hand' | 'bring-on-stage', { id }: ListenerCard) {
    return () => this.dispatchEvent(new RoomWishEvent({ type: 'command', command: { type, who: id } }));
  }

  #toggle(): void {
    this.open = !this.open;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hand-queue': HandQueue;
  }
}
