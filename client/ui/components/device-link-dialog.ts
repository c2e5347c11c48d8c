import { msg, str } from '@lit/localize';
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RefusalReason } from '../../../shared/room/refusals.ts';
import { TickController } from '../controllers/tick-controller.ts';
import { countdownWords } from '../words/date-words.ts';
import './ask-again.ts';
import { ModalElement } from './modal-element.ts';
import './qr-code.ts';
import './share-link.ts';

/** A link that signs in once, and until when by this device's clock. */
export interface OfferedLink {
  readonly address: string;
  readonly until: number;
}

/**
 * The way to sign in on another device: a QR code and an address that work once and not for long.
 * @fires dialog-closed
 * @fires asked-again for another link: there is none, or it is too old
 */
@customElement('device-link-dialog')
export class DeviceLinkDialog extends ModalElement {
  static override styles = [
    ModalElement.styles,
    css`
      qr-code {
        justify-self: center;
      }
      .left {
        color: var(--ink-soft);
        text-align: center;
        font-variant-numeric: tabular-nums;
      }
      button {
        justify-self: start;
      }
    `,
  ];

  /** Null while it is being made. */
  @property({ attribute: false }) link: OfferedLink | null = null;
  @property({ attribute: false }) refused: RefusalReason | null = null;

  constructor() {
    super();
    new TickController(this, 1000);
  }

  protected override words(): string {
    return msg('Link a device');
  }

  protected override renderBody() {
    const { link, refused } = this;
    if (refused) return html`<ask-again .why=${refused} @asked-again=${this.#ask}></ask-again>`;
    if (!link) return html`<p role="status">${msg('One moment…')}</p>`;
    const left = link.until - Date.now();
    return left > 0 ? this.#renderLink(link, left) : this.#renderSpent();
  }

  #renderLink({ address }: OfferedLink, left: number) {
    const clock = countdownWords(left);
    return html`
      <p>
        ${msg('Point the camera of the other device at this code, or open the link there. It signs you in there, so show it to nobody.')}
      </p>
      <qr-code .text=${address} .label=${msg('QR code of the link that signs you in')}></qr-code>
      <p class="small left" role="timer">${msg(str`Works once, for ${clock} minutes more`)}</p>
      <share-link .link=${address}></share-link>
    `;
  }

  #renderSpent() {
    return html`<p role="alert">${msg('This link has become too old to work.')}</p>
      <button class="main" type="button" @click=${this.#ask}>${msg('Make a new one')}</button>`;
  }

  #ask(): void {
    this.dispatchEvent(new Event('asked-again'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'device-link-dialog': DeviceLinkDialog;
  }
}
