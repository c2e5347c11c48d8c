import { msg, str } from '@lit/localize';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { MembersApi } from '../../session/members-api.ts';
import type { SessionInfo } from '../../session/room-state.ts';
import '../components/passkey-sign-in.ts';
import '../components/word-mark.ts';
import { ActController } from '../controllers/act-controller.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { TitleController } from '../controllers/title-controller.ts';
import { replaceAddress } from '../replace-address.ts';
import { SessionChangedEvent } from '../session-changed-event.ts';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import { quietPageStyle } from '../styles/quiet-page-style.ts';
import { forgetWayBack, wayBack } from '../way-back.ts';
import { refusalWords } from '../words/refusal-words.ts';

/**
 * Signs a member in: by a link that works once, by a passkey, or by telling how to get such a link.
 * @fires session-changed
 */
@customElement('sign-in-page')
export class SignInPage extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    quietPageStyle,
    css`
      .main {
        min-height: 50px;
        padding-inline: 26px;
      }
      h2 {
        margin-top: var(--space-4);
      }
      ul {
        display: grid;
        gap: var(--space-3);
        max-width: 32rem;
        color: var(--ink-soft);
      }
      li {
        padding-inline-start: var(--space-4);
        border-inline-start: 3px solid var(--line);
        text-wrap: pretty;
      }
    `,
  ];

  @property({ attribute: false }) members!: MembersApi;
  @property({ attribute: false }) session!: SessionInfo;
  @property() token = '';
  readonly #redeeming = new ActController(this);

  constructor() {
    super();
    new LocaleController(this);
    new TitleController(this);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('token')) this.#redeeming.forget();
  }

  override render() {
    return html`<div class="quiet">
      <word-mark></word-mark>
      ${this.#renderCase()}
    </div>`;
  }

  #renderCase() {
    if (this.session.person?.kind === 'member') return this.#renderSignedIn(this.session.person.name);
    if (this.token === '') return this.#renderWays();
    return this.#redeeming.refused === 'link-spent' ? this.#renderSpent() : this.#renderLink();
  }

  /** Nothing is redeemed until somebody presses: the previews that messengers make of links must not spend it. */
  #renderLink() {
    const { busy, refused } = this.#redeeming;
    return html`
      <h1>${msg('Sign in on this device?')}</h1>
      <p>
        ${msg('This link signs you in here, and works once. Go on only if you made it yourself, or have it from whoever runs the server.')}
      </p>
      ${refused ? html`<p class="fault" role="alert">${refusalWords(refused)}</p>` : nothing}
      <button class="main" type="button" aria-disabled=${busy ? 'true' : 'false'} @click=${this.#redeem}>
        ${busy ? msg('One moment…') : msg('Sign in')}
      </button>
    `;
  }

  #renderSpent() {
    return html`
      <h1>${msg('This link does not sign in any more.')}</h1>
      <p>
        ${msg('It works once, and only for a short while. Make a new one where you are signed in, in the settings, or ask whoever runs the server.')}
      </p>
      <a class="button" href="/sign-in">${msg('Other ways to sign in')}</a>
    `;
  }

  #renderWays() {
    return html`
      <h1>${msg('Sign in')}</h1>
      ${
        this.session.passkeys
          ? html`<passkey-sign-in
              .members=${this.members}
              @session-changed=${this.#arrive}
            ></passkey-sign-in>`
          : nothing
      }
      <h2 class="label" id="ways">${msg('There is no password. You get in by a link:')}</h2>
      <ul role="list" aria-labelledby="ways">
        <li>
          ${msg('You are signed in on another device? There, open the settings and choose “Link a device”.')}
        </li>
        <li>${msg('On none any more? Whoever runs this server can make you a link.')}</li>
        <li>${msg('Not a member yet? You need an invitation from somebody who is one.')}</li>
      </ul>
      <a href="/">${msg('To the hallway')}</a>
    `;
  }

  #renderSignedIn(name: string) {
    return html`
      <h1>${msg(str`You are signed in as ${name}.`)}</h1>
      <p>
        ${
          this.token === ''
            ? msg('To be somebody else here, sign out in the settings first.')
            : msg('The link was not used: it still works on another device.')
        }
      </p>
      <div class="row">
        <a class="button main" href="/">${msg('To the hallway')}</a>
        <a class="button" href="/settings">${msg('Settings')}</a>
      </div>
    `;
  }

  async #redeem(): Promise<void> {
    const session = await this.#redeeming.do(() => this.members.redeemSignInLink(this.token));
    if (!session) return;
    this.dispatchEvent(new SessionChangedEvent(session));
    this.#arrive();
  }

  /** Whoever came from the door of a room is before it again, and may find it open now. */
  #arrive(): void {
    const path = wayBack() ?? '/';
    forgetWayBack();
    replaceAddress(path);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sign-in-page': SignInPage;
  }
}
