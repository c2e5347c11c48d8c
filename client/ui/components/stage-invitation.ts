import { msg, str } from '@lit/localize';
import { html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LocaleController } from '../controllers/locale-controller.ts';
import { RoomWishEvent } from '../room-wish.ts';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import './modal-dialog.ts';

/**
 * Asks a listener on stage. It stays until there is an answer; Escape is a no.
 * @fires room-wish `command`: accept or decline
 */
@customElement('stage-invitation')
export class StageInvitation extends LitElement {
  static override styles = [baseStyle, buttonStyle];

  @property() by = '';

  constructor() {
    super();
    new LocaleController(this);
  }

  override render() {
    return html`<modal-dialog
      .heading=${msg('Come on stage?')}
      firm
      @dialog-closed=${this.#answer('decline-stage')}
    >
      <p>${msg(str`${this.by} would like to hear you. You arrive muted, and choose when to speak.`)}</p>
      <button slot="actions" type="button" @click=${this.#answer('decline-stage')}>${msg('Not now')}</button>
      <button slot="actions" class="main" type="button" @click=${this.#answer('accept-stage')}>
        ${msg('Accept')}
      </button>
    </modal-dialog>`;
  }

  #answer(type: 'accept-stage' | 'decline-stage') {
    return () => this.dispatchEvent(new RoomWishEvent({ type: 'command', command: { type } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'stage-invitation': StageInvitation;
  }
}
