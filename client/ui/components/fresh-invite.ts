import { msg, str } from '@lit/localize';
import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { MessageCircle } from 'lucide';
import type { NewInvite } from '../../../shared/protocol/members.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { smsLink } from '../sms-link.ts';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import { invitationWords } from '../words/invite-words.ts';
import './line-icon.ts';
import './qr-code.ts';
import './share-link.ts';

/**
 * An invite that was just made, with its link, which can be seen only now, and the ways to send it.
 * @fires done
 */
@customElement('fresh-invite')
export class FreshInvite extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    css`
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-4);
        padding: var(--space-5);
        border: 1px solid var(--line);
        border-radius: var(--radius-tray);
      }
      h2:focus {
        outline: none;
      }
      p {
        text-wrap: pretty;
      }
      .number {
        white-space: nowrap;
      }
      figure {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-4);
        margin: 0;
      }
      qr-code {
        --qr-size: 11rem;
        box-shadow: 0 0 0 1px var(--line);
        border-radius: var(--radius-field);
      }
      figcaption {
        flex: 1 1 10rem;
      }
      .button {
        --icon-size: 18px;
      }
      .done {
        justify-self: start;
      }
    `,
  ];

  @property({ attribute: false }) invite!: NewInvite;
  /** The link of its token. */
  @property() link = '';
  @query('h2') private heading!: HTMLElement;

  constructor() {
    super();
    new LocaleController(this);
  }

  protected override firstUpdated(): void {
    this.heading.focus();
  }

  override render() {
    const { friendName } = this.invite.invite;
    return html`<section aria-labelledby="heading">
      <h2 id="heading" class="serif" tabindex="-1">${msg(str`Your invite for ${friendName}`)}</h2>
      <p>
        ${msg('Send the link now: it cannot be seen again later. It works once, and only together with this number:')}
        <strong class="number">${this.invite.phone.national}</strong>
      </p>
      <share-link .link=${this.link} .text=${invitationWords(friendName)}>${this.#renderSms()}</share-link>
      ${this.#renderQr()}
      <button class="done" type="button" @click=${this.#finish}>${msg('Done')}</button>
    </section>`;
  }

  #renderSms() {
    const text = `${invitationWords(this.invite.invite.friendName)} ${this.link}`;
    return html`<a
      class="button main"
      href=${smsLink(this.invite.phone.international, text, navigator.userAgent)}
    >
      <line-icon .icon=${MessageCircle}></line-icon>${msg('Send as a text message')}
    </a>`;
  }

  #renderQr() {
    return html`<figure>
      <qr-code .text=${this.link} .label=${msg('QR code of the link')}></qr-code>
      <figcaption class="small">
        ${msg('If your friend is beside you: their phone’s camera opens the link from here.')}
      </figcaption>
    </figure>`;
  }

  #finish(): void {
    this.dispatchEvent(new Event('done'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fresh-invite': FreshInvite;
  }
}
