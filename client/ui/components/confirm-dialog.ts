import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ModalElement } from './modal-element.ts';

/**
 * Asks once more before something that cannot be taken back.
 * @fires confirmed
 * @fires dialog-closed when it was turned down
 */
@customElement('confirm-dialog')
export class ConfirmDialog extends ModalElement {
  @property() heading = '';
  /** What will happen. */
  @property() text = '';
  /** What it does not do; '' for nothing. */
  @property() note = '';
  @property() action = '';
  protected override readonly firm = true;

  protected override words(): string {
    return this.heading;
  }

  protected override renderBody() {
    return html`<p>${this.text}</p>
      ${this.note ? html`<p class="small">${this.note}</p>` : nothing}`;
  }

  protected override renderActions() {
    return html`
      <button type="button" @click=${this.closed}>${msg('Cancel')}</button>
      <button class="main" type="button" @click=${this.#confirm}>${this.action}</button>
    `;
  }

  #confirm(): void {
    this.dispatchEvent(new Event('confirmed'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'confirm-dialog': ConfirmDialog;
  }
}
