import { msg } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { PhoneNumber } from '../../../shared/protocol/members.ts';
import type { Answer } from '../../../shared/protocol/messages.ts';
import { NAME_LIMIT } from '../../../shared/protocol/text.ts';
import type { RefusalReason } from '../../../shared/room/refusals.ts';
import type { TypedNumber } from '../../session/members-api.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import { submitOnEnter } from '../submit-on-enter.ts';
import { refusalWords } from '../words/refusal-words.ts';
import { textFaultWords } from '../words/text-fault-words.ts';
import './phone-field.ts';
import type { PhoneField } from './phone-field.ts';

/** A number was typed that may be the invited one. */
export class NumberTypedEvent extends Event {
  readonly number: TypedNumber;

  constructor(number: TypedNumber) {
    super('number-typed');
    this.number = number;
  }
}

/**
 * Asks an invited friend for the number that the invitation was made for.
 * @fires number-typed
 */
@customElement('invited-number')
export class InvitedNumber extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    css`
      form {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-5);
      }
      button {
        justify-self: start;
        min-height: 50px;
        padding-inline: 26px;
      }
      .fault {
        color: var(--live-text);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) read!: (typed: TypedNumber) => Promise<Answer<PhoneNumber>>;
  /** Whether the answer is on its way. */
  @property({ type: Boolean }) busy = false;
  @property() refused: RefusalReason | null = null;
  @state() private empty = false;
  @query('phone-field') private phoneField!: PhoneField;

  constructor() {
    super();
    new LocaleController(this);
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('refused') && this.#numberFault()) this.phoneField.focus();
  }

  override render() {
    const fault = this.empty ? textFaultWords('empty', NAME_LIMIT) : this.#numberFault();
    return html`<form novalidate @submit=${this.#submit} @keydown=${submitOnEnter}>
      <phone-field autocomplete="tel" .read=${this.read} .fault=${fault} @input=${this.#retype}></phone-field>
      ${this.refused && !fault ? this.#renderRefusal(this.refused) : nothing}
      <button class="main" aria-disabled=${this.busy ? 'true' : 'false'}>
        ${this.busy ? msg('One moment…') : msg('Continue')}
      </button>
    </form>`;
  }

  #renderRefusal(reason: RefusalReason) {
    return html`<p class="small fault" role="alert">${refusalWords(reason)}</p>`;
  }

  #retype(): void {
    this.empty = false;
  }

  /** What is wrong with the number itself. */
  #numberFault(): string {
    if (this.refused === 'wrong-number')
      return msg('This invitation was made for another number. Which one does your friend know?');
    return this.refused === 'not-a-number' ? refusalWords(this.refused) : '';
  }

  #submit(event: Event): void {
    event.preventDefault();
    if (this.busy) return;
    const { typed } = this.phoneField;
    this.empty = typed.phone === '';
    if (this.empty) this.phoneField.focus();
    else this.dispatchEvent(new NumberTypedEvent(typed));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'invited-number': InvitedNumber;
  }
}
