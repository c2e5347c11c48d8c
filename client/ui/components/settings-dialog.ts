import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ModalElement } from './modal-element.ts';
import './preference-fields.ts';

/**
 * Theme, language and sounds of this browser, over what one is doing.
 * @fires dialog-closed
 */
@customElement('settings-dialog')
export class SettingsDialog extends ModalElement {
  /** Further settings, of the place where it was opened. */
  @property({ attribute: false }) extra: unknown = nothing;

  protected override words(): string {
    return msg('Settings');
  }

  protected override renderBody() {
    return html`<preference-fields></preference-fields> ${this.extra}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'settings-dialog': SettingsDialog;
  }
}
