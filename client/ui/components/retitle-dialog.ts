import { msg } from '@lit/localize';
import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { TITLE_LIMIT } from '../../../shared/protocol/text.ts';
import { RoomWishEvent } from '../room-wish.ts';
import { ModalElement } from './modal-element.ts';
import './text-form.ts';
import type { TextTypedEvent } from './text-form.ts';

/**
 * Gives the room another title.
 * @fires room-wish `command`
 * @fires dialog-closed
 */
@customElement('retitle-dialog')
export class RetitleDialog extends ModalElement {
  @property() current = '';

  protected override words(): string {
    return msg('Change the title');
  }

  protected override renderBody() {
    return html`<text-form
      stacked
      .label=${msg('Room title')}
      .action=${msg('Save')}
      .limit=${TITLE_LIMIT}
      .value=${this.current}
      @text-typed=${this.#retitle}
    ></text-form>`;
  }

  #retitle({ text: title }: TextTypedEvent): void {
    if (title !== this.current) {
      this.dispatchEvent(new RoomWishEvent({ type: 'command', command: { type: 'retitle', title } }));
    }
    this.closed();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'retitle-dialog': RetitleDialog;
  }
}
