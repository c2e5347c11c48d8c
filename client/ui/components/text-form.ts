import { msg } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { TextFault } from '../../../shared/protocol/text.ts';
import { readText } from '../../../shared/protocol/text.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import { fieldStyle } from '../styles/field-style.ts';
import { textFaultWords } from '../words/text-fault-words.ts';

/** A text was typed that the server would take: trimmed, and in Unicode's composed form. */
export class TextTypedEvent extends Event {
  readonly text: string;

  constructor(text: string) {
    super('text-typed');
    this.text = text;
  }
}

/**
 * One text box and one button; checks the text beside the field before anybody is asked.
 * @fires text-typed with a text that passed
 */
@customElement('text-form')
export class TextForm extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    fieldStyle,
    css`
      form {
        display: grid;
        gap: var(--space-2);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: start;
        gap: var(--space-3);
      }
      .box {
        display: grid;
        flex: 999 1 var(--box, 11rem);
        gap: var(--space-2);
      }
      button {
        min-height: 50px;
        padding-inline: 26px;
        flex: 1 0 auto;
      }
      :host([stacked]) button {
        flex-basis: 100%;
      }
      .fault {
        color: var(--live-text);
        font-weight: 600;
      }
    `,
  ];

  @property() label = '';
  @property() action = '';
  @property() value = '';
  @property({ type: Number }) limit = 100;
  @property() autocomplete: 'off' | 'nickname' = 'off';
  /** Puts the button below the box, whatever room there is. */
  @property({ type: Boolean, reflect: true }) stacked = false;
  /** Whether the answer is on its way. */
  @property({ type: Boolean }) busy = false;
  @state() private fault: TextFault | null = null;
  @query('input') private input!: HTMLInputElement;

  constructor() {
    super();
    new LocaleController(this);
  }

  override focus(): void {
    this.input.focus();
  }

  override render() {
    return html`
      <form @submit=${this.#submit} novalidate>
        <label for="text">${this.label}</label>
        <div class="row">
          <div class="box">${this.#renderBox()} ${this.#renderFault()}</div>
          ${this.#renderButton()}
        </div>
      </form>
    `;
  }

  #renderBox() {
    return html`<input
      id="text"
      type="text"
      .value=${this.value}
      autocomplete=${this.autocomplete}
      autocapitalize="sentences"
      enterkeyhint="go"
      aria-invalid=${this.fault ? 'true' : 'false'}
      aria-describedby=${this.fault ? 'fault' : nothing}
      @input=${this.#recheck}
    />`;
  }

  #renderButton() {
    return html`<button class="main" aria-disabled=${this.busy ? 'true' : 'false'}>
      ${this.busy ? msg('One moment…') : this.action}
    </button>`;
  }

  #renderFault() {
    if (!this.fault) return nothing;
    return html`<p id="fault" class="small fault" role="alert">${textFaultWords(this.fault, this.limit)}</p>`;
  }

  #submit(event: Event): void {
    event.preventDefault();
    if (this.busy) return;
    const read = readText(this.input.value, this.limit);
    this.fault = 'fault' in read ? read.fault : null;
    if ('text' in read) this.dispatchEvent(new TextTypedEvent(read.text));
    else this.input.focus();
  }

  /** Complains only after a first attempt, or as soon as the text is too long. */
  #recheck(): void {
    const read = readText(this.input.value, this.limit);
    const fault = 'fault' in read ? read.fault : null;
    if (this.fault || fault === 'too-long') this.fault = fault === 'empty' ? null : fault;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'text-form': TextForm;
  }
}
