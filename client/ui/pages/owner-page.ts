import { msg } from '@lit/localize';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ServerApi } from '../../session/api.ts';
import '../components/member-form.ts';
import type { MemberTypedEvent } from '../components/member-form.ts';
import '../components/word-mark.ts';
import { ActController } from '../controllers/act-controller.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { TitleController } from '../controllers/title-controller.ts';
import { replaceAddress } from '../replace-address.ts';
import { SessionChangedEvent } from '../session-changed-event.ts';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import { quietPageStyle } from '../styles/quiet-page-style.ts';

/**
 * Welcomes the owner of a new server, who comes by a link that works once.
 * @fires session-changed
 */
@customElement('owner-page')
export class OwnerPage extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    quietPageStyle,
    css`
      member-form {
        width: 100%;
        max-width: 28rem;
      }
    `,
  ];

  @property({ attribute: false }) api!: ServerApi;
  @property() token = '';
  readonly #redeeming = new ActController(this);

  constructor() {
    super();
    new LocaleController(this);
    new TitleController(this);
  }

  override render() {
    const spent = this.token === '' || this.#redeeming.refused === 'link-spent';
    return html`<div class="quiet">
      <word-mark></word-mark>
      ${spent ? this.#renderSpent() : this.#renderWelcome()}
    </div>`;
  }

  #renderWelcome() {
    return html`
      <h1>${msg('Welcome. This server is yours.')}</h1>
      <p>${msg('Tell us how people shall know you. Then open a room, and send its link to somebody.')}</p>
      <member-form
        .action=${msg('Let’s begin')}
        .busy=${this.#redeeming.busy}
        .refused=${this.#redeeming.refused}
        @member-typed=${this.#redeem}
      ></member-form>
    `;
  }

  #renderSpent() {
    return html`
      <h1>${msg('This link was used already.')}</h1>
      <p>
        ${msg('It works once. If it was you, you are signed in there, in that browser. Otherwise whoever runs the server can make a new one.')}
      </p>
      <a class="button" href="/">${msg('To the hallway')}</a>
    `;
  }

  async #redeem({ handle, name }: MemberTypedEvent): Promise<void> {
    const session = await this.#redeeming.do(() => this.api.redeemOwnerLink(this.token, { handle, name }));
    if (!session) return;
    this.dispatchEvent(new SessionChangedEvent(session));
    replaceAddress('/');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'owner-page': OwnerPage;
  }
}
