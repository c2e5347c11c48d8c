import { msg } from '@lit/localize';
import { css, html, LitElement } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { PhoneNumber } from '../../../shared/protocol/members.ts';
import type { Answer } from '../../../shared/protocol/messages.ts';
import type { TypedNumber } from '../../session/members-api.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { likelyCountry, namedCountries } from '../countries.ts';
import { baseStyle } from '../styles/base-style.ts';
import { fieldStyle } from '../styles/field-style.ts';
import { refusalWords } from '../words/refusal-words.ts';
import './text-field.ts';
import type { TextField } from './text-field.ts';

/**
 * A phone number and the country to take it to be of. On leaving it, a number that can be read is shown as it is written
 * in its country.
 * @fires input, as native boxes do
 */
@customElement('phone-field')
export class PhoneField extends LitElement {
  static override styles = [
    baseStyle,
    fieldStyle,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: start;
        gap: var(--space-4) var(--space-3);
      }
      text-field {
        flex: 3 1 14rem;
      }
      .country {
        display: grid;
        flex: 2 1 12rem;
        gap: var(--space-2);
      }
    `,
  ];

  /** What is wrong with the number, in words, as far as others know; '' for nothing. */
  @property() fault = '';
  @property() hint = '';
  @property() autocomplete: 'off' | 'tel' = 'off';
  /** Reads a number; the server does. */
  @property({ attribute: false }) read!: (typed: TypedNumber) => Promise<Answer<PhoneNumber>>;
  @state() private country = likelyCountry(navigator.languages);
  @state() private shown = '';
  @state() private unreadable = false;
  @query('text-field') private field!: TextField;

  constructor() {
    super();
    new LocaleController(this);
  }

  get typed(): TypedNumber {
    return { phone: this.field.typed.trim(), country: this.country };
  }

  override focus(): void {
    this.field.focus();
  }

  override render() {
    return html`
      <text-field
        kind="tel"
        .label=${msg('Phone number')}
        .value=${this.shown}
        .fault=${this.fault || (this.unreadable ? refusalWords('not-a-number') : '')}
        .hint=${this.hint}
        .autocomplete=${this.autocomplete}
        @input=${this.#retype}
        @focusout=${this.#look}
      ></text-field>
      ${this.#renderCountry()}
    `;
  }

  #renderCountry() {
    return html`<div class="country">
      <label for="country">${msg('Country')}</label>
      <select id="country" @change=${this.#choose}>
        ${namedCountries(document.documentElement.lang || 'en').map(
          ([country, name]) =>
            html`<option value=${country} .selected=${country === this.country}>${name}</option>`,
        )}
      </select>
    </div>`;
  }

  #retype(): void {
    this.unreadable = false;
  }

  #choose(event: Event): void {
    this.country = (event.target as HTMLSelectElement).value;
    void this.#look();
  }

  async #look(): Promise<void> {
    const { typed } = this;
    if (typed.phone === '') return;
    const answer = await this.read(typed);
    // By now something else may have been typed.
    if (!this.isConnected || this.typed.phone !== typed.phone || this.typed.country !== typed.country) return;
    // Whether the server can be reached will be said when it is asked for more than this.
    this.unreadable = !answer.ok && answer.reason === 'not-a-number';
    if (answer.ok) this.#show(answer.value);
  }

  #show({ country, national, international }: PhoneNumber): void {
    if (country !== null) this.country = country;
    this.shown = country === null ? international : national;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'phone-field': PhoneField;
  }
}
