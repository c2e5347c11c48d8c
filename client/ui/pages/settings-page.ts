import { msg } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ChevronRight } from 'lucide';
import type { ServerApi } from '../../session/api.ts';
import type { MembersApi } from '../../session/members-api.ts';
import type { SessionInfo } from '../../session/room-state.ts';
import '../components/confirm-dialog.ts';
import '../components/line-icon.ts';
import '../components/page-head.ts';
import '../components/preference-fields.ts';
import { ActController } from '../controllers/act-controller.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import { rowListStyle } from '../styles/row-list-style.ts';
import { sheetPageStyle } from '../styles/sheet-page-style.ts';
import { refusalWords } from '../words/refusal-words.ts';
import './settings/blocked-section.ts';
import './settings/device-section.ts';
import './settings/passkey-section.ts';

/** Settings of this browser, and of the member who is signed in here. */
@customElement('settings-page')
export class SettingsPage extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    sheetPageStyle,
    rowListStyle,
    css`
      .page {
        gap: var(--space-7);
      }
      nav li {
        position: relative;
        padding: var(--space-3) 0;
        line-height: 1.35;
      }
      nav a {
        display: block;
        color: var(--ink);
        font-weight: 600;
        text-decoration: none;
      }
      /* The whole row is to be pressed, and only its name is said. */
      nav a::after {
        content: '';
        position: absolute;
        inset: 0;
      }
      nav li:hover a {
        text-decoration: underline;
      }
      nav line-icon {
        color: var(--ink-faint);
        --icon-size: 20px;
      }
      .end .warn {
        margin-inline-start: -18px;
      }
      .end {
        justify-self: start;
        padding-top: var(--space-2);
      }
    `,
  ];

  @property({ attribute: false }) api!: ServerApi;
  @property({ attribute: false }) members!: MembersApi;
  @property({ attribute: false }) session!: SessionInfo;
  @state() private asking = false;
  readonly #signOut = new ActController(this);

  constructor() {
    super();
    new LocaleController(this);
  }

  override render() {
    const member = this.session.person?.kind === 'member';
    return html`<div class="page">
      <page-head .heading=${msg('Settings')}></page-head>
      <section>
        <h2 class="serif">${msg('This browser')}</h2>
        <preference-fields></preference-fields>
      </section>
      <nav aria-label=${msg('More settings')}>
        <ul role="list">
          ${member ? this.#renderMemberLinks() : nothing} ${this.#renderPrivacyLink()}
        </ul>
      </nav>
      ${member ? this.#renderMember() : this.#renderGuest()}
    </div>`;
  }

  #renderMemberLinks() {
    return html`
      ${this.#renderLink('/profile', msg('Profile'), msg('Handle, name, picture and what you say of yourself'))}
      ${this.#renderLink('/invites', msg('Invites'), msg('Bring a friend here'))}
      ${this.#renderLink('/data', msg('Your data'), msg('Download what is stored about you, or erase your account'))}
    `;
  }

  #renderPrivacyLink() {
    return this.#renderLink('/privacy', msg('Privacy'), msg('What this server keeps, why and for how long'));
  }

  #renderLink(path: string, name: string, what: string) {
    return html`<li>
      <div class="what"><a href=${path}>${name}</a> <span>${what}</span></div>
      <line-icon .icon=${ChevronRight}></line-icon>
    </li>`;
  }

  #renderMember() {
    return html`
      <device-section .members=${this.members} .signedOut=${leave}></device-section>
      ${this.session.passkeys ? html`<passkey-section .members=${this.members}></passkey-section>` : nothing}
      <blocked-section .members=${this.members}></blocked-section>
      <div class="end">
        <button class="warn" type="button" @click=${() => (this.asking = true)}>
          ${msg('Sign out of this browser')}
        </button>
        ${
          this.#signOut.refused
            ? html`<p class="fault" role="alert">${refusalWords(this.#signOut.refused)}</p>`
            : nothing
        }
      </div>
      ${this.asking ? this.#renderAsking() : nothing}
    `;
  }

  #renderGuest() {
    return html`<section>
      <p class="soft">${msg('Are you a member? Then there is more to set once you are signed in.')}</p>
      <div class="row"><a class="button" href="/sign-in">${msg('Sign in')}</a></div>
    </section>`;
  }

  #renderAsking() {
    return html`<confirm-dialog
      .heading=${msg('Sign out of this browser?')}
      .text=${msg('To come back you need a link from another device of yours, a passkey, or a link from whoever runs the server.')}
      .action=${msg('Sign out')}
      @confirmed=${this.#leave}
      @dialog-closed=${() => (this.asking = false)}
    ></confirm-dialog>`;
  }

  async #leave(): Promise<void> {
    this.asking = false;
    const done = await this.#signOut.do(() => this.api.signOut());
    if (done !== undefined) leave();
  }
}

/** The page begins anew, and knows nothing any more of who was here. */
function leave(): void {
  location.assign('/');
}

declare global {
  interface HTMLElementTagNameMap {
    'settings-page': SettingsPage;
  }
}
