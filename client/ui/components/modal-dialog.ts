import { msg } from '@lit/localize';
import type { PropertyValues } from 'lit';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { X } from 'lucide';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import './line-icon.ts';

/**
 * A native modal dialog: a sheet from below on a phone, in the middle elsewhere. Open for as long as it is on the page.
 * @fires dialog-closed when somebody closed it: by its button, Escape or a click beside it
 * @slot what it is about
 * @slot actions – the buttons at its end
 */
@customElement('modal-dialog')
export class ModalDialog extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    css`
      dialog {
        width: min(30rem, 100% - 32px);
        max-width: none;
        max-height: calc(100dvh - 32px);
        margin: auto;
        padding: 0;
        border: 0;
        border-radius: var(--radius-sheet);
        background: var(--sheet);
        color: var(--ink);
        box-shadow: 0 24px 80px var(--shadow);
        overflow: auto;
        overscroll-behavior: contain;
      }
      dialog::backdrop {
        background: var(--veil);
      }
      .inside {
        display: grid;
        gap: var(--space-5);
        padding: var(--space-6) var(--space-6) var(--space-6);
      }
      header {
        display: flex;
        align-items: start;
        justify-content: space-between;
        gap: var(--space-3);
      }
      h2 {
        padding-top: 9px;
      }
      h2:focus {
        outline: none;
      }
      .icon {
        margin: 0 -10px 0 0;
      }
      footer {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: var(--space-3);
      }
      footer:not(.filled) {
        display: none;
      }
      @media (max-width: 599px) {
        dialog {
          width: 100%;
          max-height: calc(100dvh - 48px);
          margin: auto 0 0;
          border-radius: var(--radius-sheet) var(--radius-sheet) 0 0;
        }
        .inside {
          padding: var(--space-4) var(--gutter) calc(var(--space-6) + env(safe-area-inset-bottom));
        }
      }
      dialog[open] {
        animation: rise var(--soft) var(--ease);
      }
      @keyframes rise {
        from {
          opacity: 0;
          transform: translateY(16px);
        }
      }
    `,
  ];

  @property() heading = '';
  /** Whether it can only be left by one of its own buttons (and Escape). */
  @property({ type: Boolean }) firm = false;
  @query('dialog') private dialog!: HTMLDialogElement;

  override render() {
    return html`
      <dialog aria-labelledby="heading" @close=${this.#closed} @click=${this.#clicked}>
        <div class="inside">
          <header>
            <h2 id="heading" class="serif" tabindex="-1" autofocus>${this.heading}</h2>
            ${this.firm ? nothing : this.#renderClose()}
          </header>
          <slot></slot>
          <footer><slot name="actions" @slotchange=${this.#filled}></slot></footer>
        </div>
      </dialog>
    `;
  }

  #renderClose() {
    return html`<button class="icon" type="button" aria-label=${msg('Close')} @click=${this.#close}>
      <line-icon .icon=${X}></line-icon>
    </button>`;
  }

  protected override firstUpdated(_changed: PropertyValues): void {
    this.dialog.showModal();
  }

  readonly #close = () => this.dialog.close();

  /** The dialog has no padding: a click on the element itself is one on the backdrop. */
  #clicked(event: MouseEvent): void {
    if (event.target === this.dialog && !this.firm) this.dialog.close();
  }

  #closed(): void {
    this.dispatchEvent(new Event('dialog-closed'));
  }

  #filled(event: Event): void {
    const slot = event.target as HTMLSlotElement;
    slot.parentElement?.classList.toggle('filled', slot.assignedElements().length > 0);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'modal-dialog': ModalDialog;
  }
}
