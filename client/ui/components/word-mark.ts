import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { baseStyle } from '../styles/base-style.ts';

/** Parley's name and sign: somebody, and the ring of their voice. */
@customElement('word-mark')
export class WordMark extends LitElement {
  static override styles = [
    baseStyle,
    css`
      a {
        display: inline-flex;
        align-items: center;
        gap: 10px;
        min-height: var(--target);
        color: var(--ink);
        font: 400 1.625rem / 1 var(--serif);
        text-decoration: none;
      }
      i {
        display: grid;
        place-items: center;
        width: 22px;
        height: 22px;
        border: 3px solid var(--ring);
        border-radius: 50%;
      }
      i::before {
        width: 10px;
        height: 10px;
        border-radius: 50%;
        background: var(--live);
        content: '';
      }
    `,
  ];

  override render() {
    return html`<a href="/"><i></i>Parley</a>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'word-mark': WordMark;
  }
}
