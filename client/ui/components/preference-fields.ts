import { msg } from '@lit/localize';
import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { LocaleController } from '../controllers/locale-controller.ts';
import { SubscriptionController } from '../controllers/subscription-controller.ts';
import { prefer, preferences, type Preferences, watchPreferences } from '../preferences.ts';
import { baseStyle } from '../styles/base-style.ts';
import { fieldStyle } from '../styles/field-style.ts';

/** Theme, language and sounds of this browser; each choice acts at once. */
@customElement('preference-fields')
export class PreferenceFields extends LitElement {
  static override styles = [
    baseStyle,
    fieldStyle,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-5);
      }
      fieldset {
        min-width: 0;
        margin: 0;
        padding: 0;
        border: 0;
      }
      .choices {
        display: flex;
        margin-top: var(--space-2);
        padding: 3px;
        border-radius: var(--radius-pill);
        background: var(--tray);
      }
      .choices label,
      .switch {
        display: flex;
        align-items: center;
        min-height: var(--target);
        color: var(--ink);
        font-size: var(--type-label);
        letter-spacing: 0;
        cursor: pointer;
      }
      .choices label {
        flex: 1;
        justify-content: center;
        padding: 0 var(--space-2);
        border-radius: var(--radius-pill);
        font-weight: 400;
      }
      .choices label:has(:checked) {
        background: var(--sheet);
        box-shadow: 0 1px 4px var(--shadow);
        font-weight: 700;
      }
      .choices label:has(:focus-visible) {
        outline: 3px solid var(--press);
        outline-offset: 1px;
      }
      .choices input {
        position: absolute;
        opacity: 0;
      }
      .switch {
        justify-content: space-between;
        gap: var(--space-4);
      }
      .switch input {
        width: 22px;
        height: 22px;
        flex: none;
      }
      .switch span span {
        display: block;
        color: var(--ink-soft);
        font-weight: 400;
        font-size: var(--type-small);
      }
      @media (forced-colors: active) {
        .choices label:has(:checked) {
          outline: 2px solid Highlight;
        }
      }
    `,
  ];

  constructor() {
    super();
    new LocaleController(this);
    new SubscriptionController(this, watchPreferences);
  }

  override render() {
    return html`
      ${this.#renderChoice('theme', msg('Light'), [
        ['system', msg('System')],
        ['day', msg('Day')],
        ['night', msg('Night')],
      ])}
      ${this.#renderChoice('language', msg('Language'), [
        ['en', 'English'],
        ['de', 'Deutsch'],
      ])}
      ${this.#renderSounds()}
    `;
  }

  #renderChoice<Name extends 'theme' | 'language'>(
    name: Name,
    legend: string,
    choices: readonly (readonly [Preferences[Name], string])[],
  ) {
    const chosen = preferences()[name];
    return html`<fieldset>
      <legend>${legend}</legend>
      <div class="choices">
        ${choices.map(
          ([value, words]) =>
            html`<label>
              <input
                type="radio"
                name=${name}
                .checked=${value === chosen}
                @change=${() => prefer({ [name]: value })}
              />${words}
            </label>`,
        )}
      </div>
    </fieldset>`;
  }

  #renderSounds() {
    return html`<label class="switch">
      <span>
        ${msg('Sounds')}
        <span>${msg('Soft ones, when somebody comes on stage or a hand goes up')}</span>
      </span>
      <input type="checkbox" .checked=${preferences().earcons} @change=${this.#switchSounds} />
    </label>`;
  }

  #switchSounds(event: Event): void {
    prefer({ earcons: (event.target as HTMLInputElement).checked });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'preference-fields': PreferenceFields;
  }
}
