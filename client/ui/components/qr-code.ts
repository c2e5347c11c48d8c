import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { qrPath } from '../qr-path.ts';

/**
 * A text as a QR code, `--qr-size` wide. Dark on light in every theme, with its quiet zone: many cameras read no other.
 */
@customElement('qr-code')
export class QrCode extends LitElement {
  static override styles = css`
    :host {
      display: block;
      width: var(--qr-size, 13rem);
      max-width: 100%;
    }
    svg {
      display: block;
      width: 100%;
      height: auto;
      border-radius: var(--radius-field);
      background: #fffcf6;
      color: #14110d;
      forced-color-adjust: none;
    }
    path {
      fill: currentcolor;
    }
  `;

  @property() text = '';
  /** What the code is for, said by screen readers. */
  @property() label = '';

  override render() {
    const { size, path } = qrPath(this.text);
    return html`<svg
      viewBox="0 0 ${size} ${size}"
      shape-rendering="crispEdges"
      role="img"
      aria-label=${this.label}
    >
      <path d=${path}></path>
    </svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'qr-code': QrCode;
  }
}
