import { msg } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Check, Copy, Share } from 'lucide';
import { LocaleController } from '../controllers/locale-controller.ts';
import { copyText } from '../room-link.ts';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import { onlyHereWords } from '../words/only-here-words.ts';
import './line-icon.ts';

const SAID_MS = 4000;

/**
 * A link to be seen, copied, and sent by the system's share sheet where there is one.
 * @slot further ways to send it, before these
 */
@customElement('share-link')
export class ShareLink extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-3);
      }
      .link {
        padding: var(--space-3) var(--space-4);
        border-radius: var(--radius-field);
        background: var(--tray);
        font:
          400 var(--type-label) / 1.5 ui-monospace,
          monospace;
        overflow-wrap: anywhere;
        user-select: all;
      }
      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-3);
      }
      button {
        --icon-size: 18px;
      }
      .small {
        text-wrap: pretty;
      }
      .fault {
        color: var(--live-text);
        font-weight: 600;
      }
    `,
  ];

  @property() link = '';
  /** What the share sheet sends along with it. */
  @property() text = '';
  @state() private copied: 'no' | 'yes' | 'failed' = 'no';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    new LocaleController(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override render() {
    const onlyHere = onlyHereWords();
    return html`
      <p class="link">${this.link}</p>
      ${onlyHere === undefined ? nothing : html`<p class="small">${onlyHere}</p>`}
      <div class="ways">
        <slot></slot>
        ${canShare() ? this.#renderShare() : nothing} ${this.#renderCopy()}
      </div>
      <p class="spoken" role="status">${this.copied === 'yes' ? msg('Link copied') : nothing}</p>
      ${this.copied === 'failed' ? this.#renderFailed() : nothing}
    `;
  }

  #renderShare() {
    return html`<button type="button" @click=${this.#share}>
      <line-icon .icon=${Share}></line-icon>${msg('Share…')}
    </button>`;
  }

  #renderCopy() {
    const copied = this.copied === 'yes';
    return html`<button type="button" @click=${this.#copy}>
      <line-icon .icon=${copied ? Check : Copy}></line-icon>${copied ? msg('Copied') : msg('Copy link')}
    </button>`;
  }

  #renderFailed() {
    return html`<p class="small fault" role="alert">
      ${msg('The browser would not copy it. Select the link above and copy it yourself.')}
    </p>`;
  }

  async #share(): Promise<void> {
    // Rejects when somebody closes the sheet again, which is no fault.
    await navigator.share({ text: this.text, url: this.link }).catch(() => undefined);
  }

  async #copy(): Promise<void> {
    this.copied = (await copyText(this.link)) ? 'yes' : 'failed';
    clearTimeout(this.#timer);
    if (this.copied === 'yes') this.#timer = setTimeout(() => (this.copied = 'no'), SAID_MS);
  }
}

/** The share sheet is there on phones and some desktops, on HTTPS. */
function canShare(): boolean {
  return 'share' in navigator;
}

declare global {
  interface HTMLElementTagNameMap {
    'share-link': ShareLink;
  }
}
