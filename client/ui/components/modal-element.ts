import { msg } from '@lit/localize';
import { type CSSResultGroup, html, LitElement, nothing } from 'lit';
import { query } from 'lit/decorators.js';
import { X } from 'lucide';
import { FocusReturnController } from '../controllers/focus-return-controller.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import { modalStyle } from '../styles/modal-style.ts';
import './line-icon.ts';

/**
 * What every dialog is: a native modal one, open for as long as its element is on the page. Each has its content in its
 * own tree, where assistive technology (and a test) finds it inside the dialog; a slot would leave it outside.
 * @fires dialog-closed when somebody closed it: by its button, Escape or a click beside it
 */
export abstract class ModalElement extends LitElement {
  static override styles: CSSResultGroup = [baseStyle, buttonStyle, modalStyle];

  @query('dialog') private dialog!: HTMLDialogElement;
  /** Whether only its own buttons (and Escape) close it. */
  protected readonly firm: boolean = false;

  constructor() {
    super();
    new LocaleController(this);
    new FocusReturnController(this);
  }

  protected abstract words(): string;
  protected abstract renderBody(): unknown;
  /** The buttons at its end, if it has any. */
  protected renderActions(): unknown {
    return nothing;
  }

  protected override firstUpdated(): void {
    this.dialog.showModal();
  }

  override render() {
    const actions = this.renderActions();
    return html`
      <dialog aria-labelledby="heading" @close=${this.closed} @click=${this.#clicked}>
        <div class="inside">
          <header>
            <h2 id="heading" class="serif" tabindex="-1" autofocus>${this.words()}</h2>
            ${this.firm ? nothing : this.#renderClose()}
          </header>
          ${this.renderBody()} ${actions === nothing ? nothing : html`<footer>${actions}</footer>`}
        </div>
      </dialog>
    `;
  }

  /** Tells that it was closed; a question takes that for a no. */
  protected closed(): void {
    this.dispatchEvent(new Event('dialog-closed'));
  }

  #renderClose() {
    return html`<button class="icon" type="button" aria-label=${msg('Close')} @click=${this.#close}>
      <line-icon .icon=${X}></line-icon>
    </button>`;
  }

  #close(): void {
    this.dialog.close();
  }

  /** The dialog has no padding: a click on the element itself is one on the backdrop. */
  #clicked(event: MouseEvent): void {
    if (event.target === this.dialog && !this.firm) this.dialog.close();
  }
}
