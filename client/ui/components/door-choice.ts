import { msg } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { MemberCard } from '../../../shared/protocol/members.ts';
import { doors } from '../../../shared/protocol/text.ts';
import type { Door, InvitedPeople, PersonId } from '../../../shared/room/state.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { lazily } from '../lazily.ts';
import { baseStyle } from '../styles/base-style.ts';
import { fieldStyle } from '../styles/field-style.ts';
import { doorChoiceWords } from '../words/door-choice-words.ts';
import type { InvitedChosenEvent } from './guest-picker.ts';

/** Who may come in, and (kept while the door is another one) who is invited. */
export interface DoorSetting {
  readonly door: Door;
  readonly invited: InvitedPeople;
}

export class DoorChosenEvent extends Event {
  readonly setting: DoorSetting;

  constructor(setting: DoorSetting) {
    super('door-chosen');
    this.setting = setting;
  }
}

/**
 * The three doors of a room, each with what it means; for invited people, who they are.
 * @fires door-chosen
 */
@customElement('door-choice')
export class DoorChoice extends LitElement {
  static override styles = [
    baseStyle,
    fieldStyle,
    css`
      fieldset {
        min-width: 0;
        margin: 0;
        padding: 0;
        border: 0;
      }
      .door {
        position: relative;
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--space-3);
        align-items: start;
        padding: var(--space-3) 0;
        border-top: 1px solid var(--line);
      }
      .door:first-of-type {
        border-top: 0;
      }
      .door label {
        color: var(--ink);
        font-size: var(--type-label);
        letter-spacing: 0;
        cursor: pointer;
      }
      /* The whole place is the target. */
      .door label::after {
        position: absolute;
        inset: 0;
        content: '';
      }
      input {
        position: relative;
        z-index: 1;
        width: 20px;
        height: 20px;
        margin: 0;
      }
      guest-picker {
        padding-inline-start: 32px;
      }
    `,
  ];

  @property({ attribute: false }) setting!: DoorSetting;
  /** Whose room it is. */
  @property({ attribute: false }) owner!: PersonId;
  /** Those on the list, as far as they are known by name. */
  @property({ attribute: false }) listed: readonly MemberCard[] = [];

  constructor() {
    super();
    new LocaleController(this);
  }

  protected override updated(): void {
    if (this.setting.door === 'invited') void lazily(() => import('./guest-picker.ts'));
  }

  override render() {
    return html`<fieldset>
      <legend class="spoken">${msg('Who may come in')}</legend>
      ${doors.map((door) => this.#renderDoor(door))}
      ${this.setting.door === 'invited' ? this.#renderGuests() : nothing}
    </fieldset>`;
  }

  #renderDoor(door: Door) {
    const { name, meaning } = doorChoiceWords(door);
    return html`<div class="door">
      <input
        type="radio"
        name="door"
        id=${door}
        aria-describedby="${door}-meaning"
        .checked=${door === this.setting.door}
        @change=${() => this.#choose({ door })}
      />
      <div>
        <label for=${door}>${name}</label>
        <p id="${door}-meaning" class="small">${meaning}</p>
      </div>
    </div>`;
  }

  #renderGuests() {
    return html`<guest-picker
      .owner=${this.owner}
      .invited=${this.setting.invited}
      .listed=${this.listed}
      @invited-chosen=${({ invited }: InvitedChosenEvent) => this.#choose({ invited })}
    ></guest-picker>`;
  }

  #choose(change: Partial<DoorSetting>): void {
    this.dispatchEvent(new DoorChosenEvent({ ...this.setting, ...change }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'door-choice': DoorChoice;
  }
}
