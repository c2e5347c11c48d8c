import { msg, str } from '@lit/localize';
import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { RoomWishEvent } from '../room-wish.ts';
import { ModalElement } from './modal-element.ts';

/**
 * Asks a listener on stage. It stays until there is an answer; Escape is a no.
 * @fires room-wish `command`: accept or decline
 */
@customElement('stage-invitation')
export class StageInvitation extends ModalElement {
  @property() by = '';
  protected override readonly firm = true;

  protected override words(): string {
    return msg('Come on stage?');
  }

  protected override renderBody() {
    return html`<p>
      ${msg(str`${this.by} would like to hear you. You arrive muted, and choose when to speak.`)}
    </p>`;
  }

  protected override renderActions() {
    return html`
      <button type="button" @click=${this.closed}>${msg('Not now')}</button>
      <button class="main" type="button" @click=${this.#accept}>${msg('Accept')}</button>
    `;
  }

  protected override closed(): void {
    this.dispatchEvent(new RoomWishEvent({ type: 'command', command: { type: 'decline-stage' } }));
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
