import { msg } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { TITLE_LIMIT } from '../../../shared/protocol/text.ts';
import type { NewRoom } from '../../../shared/protocol/messages.ts';
import type { RefusalReason } from '../../../shared/room/refusals.ts';
import { NOBODY_INVITED, type PersonId } from '../../../shared/room/state.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { lazily } from '../lazily.ts';
import { baseStyle } from '../styles/base-style.ts';
import { doorChoiceWords } from '../words/door-choice-words.ts';
import { refusalWords } from '../words/refusal-words.ts';
import type { DoorChosenEvent, DoorSetting } from './door-choice.ts';
import './text-form.ts';
import type { TextTypedEvent } from './text-form.ts';

/**
 * Opens a room: its title is all it needs. Who may come in can be chosen beside that.
 */
@customElement('open-room-form')
export class OpenRoomForm extends LitElement {
  static override styles = [
    baseStyle,
    css`
      text-form {
        --box: 15rem;
      }
      p {
        margin-top: var(--space-2);
      }
      .fault {
        color: var(--live-text);
        font-weight: 600;
      }
      button {
        min-height: var(--target);
        margin-block: -10px;
        padding: 0 4px;
        border: 0;
        background: none;
        color: var(--press);
        font: inherit;
        font-weight: 700;
        cursor: pointer;
      }
      button:hover {
        text-decoration: underline;
        text-underline-offset: 0.2em;
      }
      door-choice {
        margin-top: var(--space-3);
        padding: var(--space-1) var(--space-4);
        border-radius: var(--radius-tray);
        background: var(--tray);
      }
    `,
  ];

  /** Opens the room and goes there; answers why not, if not. */
  @property({ attribute: false }) open!: (room: NewRoom) => Promise<RefusalReason | null>;
  /** Whose room it will be. */
  @property({ attribute: false }) owner: PersonId = '';
  @state() private setting: DoorSetting = { door: 'link', invited: NOBODY_INVITED };
  @state() private choosing = false;
  @state() private busy = false;
  @state() private refused: RefusalReason | null = null;

  constructor() {
    super();
    new LocaleController(this);
  }

  override render() {
    return html`
      <text-form
        .label=${msg('Room title')}
        .action=${msg('Open a room')}
        .limit=${TITLE_LIMIT}
        .busy=${this.busy}
        @text-typed=${this.#submit}
      ></text-form>
      ${this.refused ? html`<p class="small fault" role="alert">${refusalWords(this.refused)}</p>` : nothing}
      ${this.#renderDoor()}
    `;
  }

  #renderDoor() {
    return html`<p class="small">
        ${doorChoiceWords(this.setting.door).sum} ·
        <button
          type="button"
          aria-label=${this.choosing ? msg('Done: who may come in') : msg('Change who may come in')}
          aria-expanded=${this.choosing ? 'true' : 'false'}
          @click=${this.#toggle}
        >
          ${this.choosing ? msg('done') : msg('change')}
        </button>
      </p>
      ${this.choosing ? this.#renderChoice() : nothing}`;
  }

  #renderChoice() {
    return html`<door-choice
      .setting=${this.setting}
      .owner=${this.owner}
      @door-chosen=${({ setting }: DoorChosenEvent) => (this.setting = setting)}
    ></door-choice>`;
  }

  async #toggle(): Promise<void> {
    this.choosing = !this.choosing && (await lazily(() => import('./door-choice.ts'))) !== undefined;
  }

  async #submit({ text: title }: TextTypedEvent): Promise<void> {
    const { door, invited } = this.setting;
    this.busy = true;
    this.refused = await this.open({ title, door, ...(door === 'invited' && { invited }) });
    this.busy = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-room-form': OpenRoomForm;
  }
}
