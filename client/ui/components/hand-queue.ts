import { msg, str } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { X } from 'lucide';
import type { ListenerCard } from '../../../shared/protocol/messages.ts';
import { FocusKeepingController } from '../controllers/focus-keeping-controller.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { TickController } from '../controllers/tick-controller.ts';
import { RoomWishEvent } from '../room-wish.ts';
import { SteadyRows } from '../steady-rows.ts';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import { queueStyle } from '../styles/queue-style.ts';
import { moreHandsWords, waitingWords } from '../words/count-words.ts';
import { stagePlacesLeft, stageRoomWords } from '../words/stage-words.ts';
import './line-icon.ts';
import { faceOf } from './person-face.ts';

/**
 * The raised hands, for moderators: the first of them, and the rest when asked for.
 * @fires room-wish `command`: bring on stage, lower a hand
 */
@customElement('hand-queue')
export class HandQueue extends LitElement {
  static override styles = [baseStyle, buttonStyle, queueStyle];

  @property({ attribute: false }) hands: readonly ListenerCard[] = [];
  /** How many hands are up altogether: only the first few dozen are listed. */
  @property({ type: Number }) count = 0;
  @property({ type: Number }) clockOffsetMs = 0;
  /** How many are on stage: there is room for so many only. */
  @property({ type: Number }) onStage = 0;
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
      this.#shown.map(({ id }) => id),
      performance.now(),
    );
  }

  override render() {
    const more = this.count - 1;
    return html`<section>
      <ul role="list" tabindex="-1" aria-label=${msg('Raised hands')}>
        ${repeat(
          this.#shown,
          ({ id }) => id,
          (card, index) => this.#renderHand(card, index === 0 && more > 0 ? this.#renderMore(more) : nothing),
        )}
      </ul>
      ${this.#renderStageRoom()}
    </section>`;
  }

  #renderStageRoom() {
    const words = stageRoomWords(stagePlacesLeft(this.onStage));
    return words ? html`<p class="small stage-room" id="stage-room">${words}</p>` : nothing;
  }

  get #shown(): readonly ListenerCard[] {
    return this.open ? this.hands : this.hands.slice(0, 1);
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
      ${faceOf(card)}
      <div>
        <p>${msg(html`${name} would like to speak`)}</p>
        <p class="small">
          ${card.kind === 'guest' ? html`${msg('guest')} · ` : nothing}${card.invited ? msg('asked on stage') : waitingWords(waited)}${more}
        </p>
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
    const left = stagePlacesLeft(this.onStage);
    return html`<button
      class="main"
      type="button"
      title=${msg(str`Bring ${card.name} on stage`)}
      aria-disabled=${left === 0 ? 'true' : 'false'}
      aria-describedby=${stageRoomWords(left) ? 'stage-room' : nothing}
      @click=${left === 0 ? nothing : this.#ask('bring-on-stage', card)}
    >
      ${msg('Bring on stage')}
    </button>`;
  }

  #ask(type: 'lower-hand' | 'bring-on-stage', { id }: ListenerCard) {
    return (press: MouseEvent) => {
      if (!this.#rows.isMeant(id, press)) return;
      this.dispatchEvent(new RoomWishEvent({ type: 'command', command: { type, who: id } }));
    };
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
