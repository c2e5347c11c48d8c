import { msg } from '@lit/localize';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RefusalReason } from '../../../shared/room/refusals.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import { refusalWords } from '../words/refusal-words.ts';

/**
 * Why something is not shown, and the way to ask for it once more.
 * @fires asked-again
 */
@customElement('ask-again')
export class AskAgain extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    css`
      :host {
        display: grid;
        justify-items: start;
        gap: var(--space-3);
      }
    `,
  ];

  @property({ attribute: false }) why: RefusalReason = 'unavailable';

  constructor() {
    super();
    new LocaleController(this);
  }

  override render() {
    return html`
      <p role="alert">${refusalWords(this.why)}</p>
      <button type="button" @click=${this.#ask}>${msg('Try again')}</button>
    `;
  }

  #ask(): void {
    this.dispatchEvent(new Event('asked-again'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ask-again': AskAgain;
  }
}
