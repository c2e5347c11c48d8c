import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { SubscriptionController } from '../controllers/subscription-controller.ts';
import { prefer, preferences, type Preferences, watchPreferences } from '../preferences.ts';
import { fieldStyle } from '../styles/field-style.ts';
import { ModalElement } from './modal-element.ts';

/**
 * Theme, language and sounds of this browser.
 * @fires dialog-closed
 */
@customElement('settings-dialog')
export class SettingsDialog extends ModalElement {
  static override styles = [
    ModalElement.styles,
    fieldStyle,
    css`
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

  /** Further settings, of the place where it was opened. */
  @property({ attribute: false }) extra: unknown = nothing;

  constructor() {
    super();
    new SubscriptionController(this, watchPreferences);
  }

  protected override words(): string {
    return msg('Settings');
  }

  protected override renderBody() {
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
      ${this.#renderSounds()} ${this.extra}
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
    'settings-dialog': SettingsDialog;
  }
}
