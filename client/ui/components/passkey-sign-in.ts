import { msg } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { KeyRound } from 'lucide';
import type { MembersApi } from '../../session/members-api.ts';
import { browserHasPasskeys, signInWithPasskey } from '../../session/passkeys.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { PasskeyController } from '../controllers/passkey-controller.ts';
import { SessionChangedEvent } from '../session-changed-event.ts';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import './line-icon.ts';

/**
 * Signs in by a passkey. Nothing where the browser has none.
 * @fires session-changed
 */
@customElement('passkey-sign-in')
export class PasskeySignIn extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    css`
      :host {
        display: grid;
        justify-items: start;
        gap: var(--space-3);
      }
      p {
        color: var(--ink-soft);
        text-wrap: pretty;
      }
      button {
        min-height: 50px;
        padding-inline: 26px;
        --icon-size: 20px;
      }
      p.fault {
        color: var(--live-text);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) members!: MembersApi;
  readonly #signingIn = new PasskeyController(this);

  constructor() {
    super();
    new LocaleController(this);
  }

  override render() {
    if (!browserHasPasskeys()) return nothing;
    const { busy, fault } = this.#signingIn;
    return html`
      <p>${msg('If you have added a passkey, your fingerprint, face or device code is all it takes.')}</p>
      <button class="main" type="button" aria-disabled=${busy ? 'true' : 'false'} @click=${this.#signIn}>
        <line-icon .icon=${KeyRound}></line-icon>
        ${busy ? msg('One moment…') : msg('Sign in with a passkey')}
      </button>
      ${fault ? html`<p class="small fault" role="alert">${fault}</p>` : nothing}
    `;
  }

  async #signIn(): Promise<void> {
    const session = await this.#signingIn.do(() => signInWithPasskey(this.members));
    if (session) this.dispatchEvent(new SessionChangedEvent(session));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'passkey-sign-in': PasskeySignIn;
  }
}
