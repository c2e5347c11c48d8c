import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { baseStyle } from '../styles/base-style.ts';

/**
 * The sign of a live room.
 * @slot its words, “Live”
 */
@customElement('live-dot')
export class LiveDot extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: inline-flex;
        align-items: center;
        gap: 10px;
        color: var(--live-text);
        font: 700 var(--type-small) / 1.4 var(--sans);
      }
      i {
        width: 8px;
        height: 8px;
        border-radius: 50%;
        background: var(--live);
        box-shadow: 0 0 0 4px var(--halo-live);
      }
    `,
  ];

  override render() {
    return html`<i></i><slot></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'live-dot': LiveDot;
  }
}
