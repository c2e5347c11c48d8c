import { msg, str } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { KnockCard } from '../../../shared/protocol/messages.ts';
import { FocusKeepingController } from '../controllers/focus-keeping-controller.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { TickController } from '../controllers/tick-controller.ts';
import { RoomWishEvent } from '../room-wish.ts';
import { SteadyRows } from '../steady-rows.ts';
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
  @query('ul') private list!: HTMLElement;
  readonly #rows = new SteadyRows();

  constructor() {
    super();
    new LocaleController(this);
    new TickController(this, 5000);
    // Not the next one's button: who presses Enter twice would answer two.
    new FocusKeepingController(this, () => this.list);
  }

  override willUpdate(): void {
    this.#rows.place(
      this.#shown.map(({ personId }) => personId),
      performance.now(),
    );
  }

  override render() {
    const more = this.knocks.length - SHOWN;
    return html`<section>
      <ul role="list" tabindex="-1" aria-label=${msg('Before the door')}>
        ${repeat(
          this.#shown,
          ({ personId }) => personId,
          (card) => this.#renderKnock(card),
        )}
      </ul>
      ${more > 0 ? this.#renderMore(more) : nothing}
    </section>`;
  }

  get #shown(): readonly KnockCard[] {
    return this.open ? this.knocks : this.knocks.slice(0, SHOWN);
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
    return (press: MouseEvent) => {
      if (!this.#rows.isMeant(personId, press)) return;
      this.dispatchEvent(new RoomWishEvent({ type: 'command', command: { type, personId } }));
    };
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
