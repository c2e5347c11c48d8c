import { msg } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Check, KeyRound } from 'lucide';
import type { MembersApi } from '../../session/members-api.ts';
import { addPasskey, browserHasPasskeys } from '../../session/passkeys.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { PasskeyController } from '../controllers/passkey-controller.ts';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import './line-icon.ts';

/** Offers a new member a passkey, so that they can come back from anywhere. Nothing where the browser has none. */
@customElement('passkey-offer')
export class PasskeyOffer extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    css`
      section {
        display: grid;
        justify-items: start;
        gap: var(--space-3);
        padding: var(--space-5);
        border-radius: var(--radius-tray);
        background: var(--tray);
      }
      h2 {
        font: 700 var(--type-body) / 1.4 var(--sans);
      }
      p {
        text-wrap: pretty;
      }
      .soft {
        color: var(--ink-soft);
      }
      .done {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        color: var(--press);
        font-weight: 700;
      }
      button {
        --icon-size: 18px;
      }
      button:hover {
        background: var(--sheet);
      }
      .fault {
        color: var(--live-text);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) members!: MembersApi;
  @state() private added = false;
  readonly #adding = new PasskeyController(this);

  constructor() {
    super();
    new LocaleController(this);
  }

  override render() {
    if (!browserHasPasskeys()) return nothing;
    return html`<section aria-labelledby="heading">
      <h2 id="heading">${msg('Come back without a link')}</h2>
      <p class="soft">
        ${msg('You are signed in in this browser only. With a passkey, your fingerprint, face or device code lets you back in.')}
      </p>
      <div role="status">${this.added ? this.#renderDone() : nothing}</div>
      ${this.added ? nothing : this.#renderButton()}
    </section>`;
  }

  #renderButton() {
    const { busy, fault } = this.#adding;
    return html`
      ${fault ? html`<p class="small fault" role="alert">${fault}</p>` : nothing}
      <button type="button" aria-disabled=${busy ? 'true' : 'false'} @click=${this.#add}>
        <line-icon .icon=${KeyRound}></line-icon>${busy ? msg('One moment…') : msg('Add a passkey')}
      </button>
    `;
  }

  #renderDone() {
    return html`<p class="done"><line-icon .icon=${Check}></line-icon>${msg('Your passkey is ready.')}</p>`;
  }

  async #add(): Promise<void> {
    const passkey = await this.#adding.do(() => addPasskey(this.members));
    this.added = passkey !== undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'passkey-offer': PasskeyOffer;
  }
}
