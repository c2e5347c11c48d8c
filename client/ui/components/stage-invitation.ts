import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { RoomWishEvent } from '../room-wish.ts';
import { stagePlacesLeft, stageRoomWords } from '../words/stage-words.ts';
import { ModalElement } from './modal-element.ts';

/**
 * Asks a listener on stage. It stays until there is an answer; Escape is a no.
 * @fires room-wish `command`: accept or decline
 */
@customElement('stage-invitation')
export class StageInvitation extends ModalElement {
  @property() by = '';
  /** How many are on stage: there is room for so many only. */
  @property({ type: Number }) onStage = 0;
  protected override readonly firm = true;

  protected override words(): string {
    return msg('Come on stage?');
  }

  protected override renderBody() {
    return html`<p>
        ${msg(str`${this.by} would like to hear you. You arrive muted, and choose when to speak.`)}
      </p>
      ${this.#full ? html`<p class="small" id="stage-room">${stageRoomWords(0)}</p>` : nothing}`;
  }

  protected override renderActions() {
    return html`
      <button type="button" @click=${this.closed}>${msg('Not now')}</button>
      <button
        class="main"
        type="button"
        aria-disabled=${this.#full ? 'true' : 'false'}
        aria-describedby=${this.#full ? 'stage-room' : nothing}
        @click=${this.#full ? nothing : this.#accept}
      >
        ${msg('Accept')}
      </button>
    `;
  }

  protected override closed(): void {
    this.dispatchEvent(new RoomWishEvent({ type: 'command', command: { type: 'decline-stage' } }));
  }

  get #full(): boolean {
    return stagePlacesLeft(this.onStage) === 0;
  }

  #accept(): void {
    this.dispatchEvent(new RoomWishEvent({ type: 'command', command: { type: 'accept-stage' } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'stage-invitation': StageInvitation;
  }
}
