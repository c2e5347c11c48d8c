import { msg } from '@lit/localize';
import { html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import './modal-dialog.ts';

/**
 * Asks once more before something that cannot be taken back.
 * @fires confirmed
 * @fires dialog-closed when it was turned down
 * @slot what will happen
 */
@customElement('confirm-dialog')
export class ConfirmDialog extends LitElement {
  static override styles = [baseStyle, buttonStyle];

  @property() heading = '';
  @property() action = '';

  override render() {
    return html`
      <modal-dialog .heading=${this.heading} firm @dialog-closed=${this.#cancel}>
        <slot></slot>
        <button slot="actions" type="button" @click=${this.#cancel}>${msg('Cancel')}</button>
        <button slot="actions" class="main" type="button" @click=${this.#confirm}>${this.action}</button>
      </modal-dialog>
    `;
  }

  readonly #cancel = () => this.dispatchEvent(new Event('dialog-closed'));
  readonly #confirm = () => this.dispatchEvent(new Event('confirmed'));
}

declare global {
  interface HTMLElementTagNameMap {
    'confirm-dialog': ConfirmDialog;
  }
}
