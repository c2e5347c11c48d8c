import { msg } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { type CarryObstacle, carryObstacle } from '../../media/carry-obstacle.ts';
import { devicePreferences } from '../../session/device-preferences.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { SubscriptionController } from '../controllers/subscription-controller.ts';
import { prefer, preferences, type Preferences, watchPreferences } from '../preferences.ts';
import { baseStyle } from '../styles/base-style.ts';
import { fieldStyle } from '../styles/field-style.ts';
import { carryCostWords, carryObstacleWords } from '../words/carry-words.ts';

/** Theme, language and sounds of this browser, and whether it carries rooms; each choice acts at once. */
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
      .switch:has(:disabled) {
        color: var(--ink-soft);
        cursor: default;
      }
      @media (forced-colors: active) {
        .choices label:has(:checked) {
          outline: 2px solid Highlight;
        }
      }
    `,
  ];

  /** Why this browser carries nobody now; undefined until it was looked at. */
  @property({ attribute: false }) obstacle: CarryObstacle | null | undefined;

  constructor() {
    super();
    new LocaleController(this);
    new SubscriptionController(this, watchPreferences);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#lookAround();
  }

  async #lookAround(): Promise<void> {
    const obstacle = await carryObstacle();
    this.obstacle ??= obstacle;
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
      ${this.#renderSounds()} ${this.#renderCarrying()}
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

  #renderCarrying() {
    const { obstacle } = this;
    const never = obstacle === 'browser' || obstacle === 'phone';
    return html`<label class="switch">
      <span>
        ${msg('Help carry rooms')} ${never ? nothing : html`<span>${carryCostWords()}</span>`}
        ${obstacle ? html`<span>${carryObstacleWords(obstacle)}</span>` : nothing}
      </span>
      <input
        type="checkbox"
        ?disabled=${never}
        .checked=${!never && devicePreferences.helpsCarry}
        @change=${this.#switchCarrying}
      />
    </label>`;
  }

  #switchCarrying(event: Event): void {
    devicePreferences.helpsCarry = (event.target as HTMLInputElement).checked;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'preference-fields': PreferenceFields;
  }
}
