import { msg } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { TITLE_LIMIT } from '../../../shared/protocol/text.ts';
import type { RefusalReason } from '../../../shared/room/refusals.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { baseStyle } from '../styles/base-style.ts';
import { refusalWords } from '../words/refusal-words.ts';
import './text-form.ts';
import type { TextTypedEvent } from './text-form.ts';

/**
 * Opens a room: its title is all it needs.
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
        color: var(--live-text);
        font-weight: 600;
      }
    `,
  ];

  /** Opens the room and goes there; answers why not, if not. */
  @property({ attribute: false }) open!: (title: string) => Promise<RefusalReason | null>;
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
      ${this.refused ? html`<p class="small" role="alert">${refusalWords(this.refused)}</p>` : nothing}
    `;
  }

  async #submit({ text }: TextTypedEvent): Promise<void> {
    this.busy = true;
    this.refused = await this.open(text);
    this.busy = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-room-form': OpenRoomForm;
  }
}
