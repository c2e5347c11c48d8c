import { msg } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { NAME_LIMIT } from '../../../shared/protocol/text.ts';
import type { RefusalReason } from '../../../shared/room/refusals.ts';
import type { ServerApi } from '../../session/api.ts';
import type { SessionInfo } from '../../session/room-state.ts';
import '../components/text-form.ts';
import type { TextTypedEvent } from '../components/text-form.ts';
import '../components/word-mark.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { baseStyle } from '../styles/base-style.ts';
import { quietPageStyle } from '../styles/quiet-page-style.ts';
import { refusalWords } from '../words/refusal-words.ts';

/** The session has changed: somebody has an account now. */
export class SignedInEvent extends Event {
  readonly session: SessionInfo;

  constructor(session: SessionInfo) {
    super('signed-in');
    this.session = session;
  }
}

/**
 * Welcomes the owner of a new server, who comes by a link that works once.
 * @fires signed-in
 */
@customElement('owner-page')
export class OwnerPage extends LitElement {
  static override styles = [baseStyle, quietPageStyle];

  @property({ attribute: false }) api!: ServerApi;
  @property() token = '';
  @state() private busy = false;
  @state() private refused: RefusalReason | null = null;

  constructor() {
    super();
    new LocaleController(this);
  }

  override render() {
    const spent = this.token === '' || this.refused === 'link-spent';
    return html`<div class="quiet">
      <word-mark></word-mark>
      ${spent ? this.#renderSpent() : this.#renderWelcome()}
    </div>`;
  }

  #renderWelcome() {
    return html`
      <h1>${msg('Welcome. This server is yours.')}</h1>
      <p>${msg('Tell us how people shall know you. Then open a room, and send its link to somebody.')}</p>
      <text-form
        .label=${msg('Your name')}
        .action=${msg('Let’s begin')}
        .limit=${NAME_LIMIT}
        .busy=${this.busy}
        autocomplete="nickname"
        @text-typed=${this.#redeem}
      ></text-form>
      ${this.refused ? html`<p class="fault" role="alert">${refusalWords(this.refused)}</p>` : nothing}
    `;
  }

  #renderSpent() {
    return html`
      <h1>${msg('This link was used already.')}</h1>
      <p>
        ${msg('It works once. If it was you, you are signed in there, in that browser. Otherwise whoever runs the server can make a new one.')}
      </p>
      <a href="/">${msg('To the hallway')}</a>
    `;
  }

  async #redeem({ text }: TextTypedEvent): Promise<void> {
    this.busy = true;
    const answer = await this.api.redeemOwnerLink(this.token, text);
    this.busy = false;
    this.refused = answer.ok ? null : answer.reason;
    if (answer.ok) this.dispatchEvent(new SignedInEvent(answer.value));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'owner-page': OwnerPage;
  }
}
