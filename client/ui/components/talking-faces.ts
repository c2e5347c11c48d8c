import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { faceOf } from './person-face.ts';

/** Three people in conversation, their voices as rings: Parley in one picture. Decoration. */
@customElement('talking-faces')
export class TalkingFaces extends LitElement {
  static override styles = css`
    :host {
      display: flex;
      gap: 22px;
      padding: 8px;
      --face-size: 64px;
    }
    span {
      position: relative;
    }
    span::before,
    span::after {
      position: absolute;
      inset: -5px;
      border: 2.5px solid var(--ring);
      border-radius: 50%;
      content: '';
    }
    span::after {
      inset: -10px;
      border-width: 1.5px;
      opacity: 0.5;
    }
    .soft::before {
      border-width: 1.5px;
      opacity: 0.6;
    }
    .soft::after,
    .silent::before,
    .silent::after {
      display: none;
    }
  `;

  override render() {
    return html`<span>${faceOf({ name: 'Ana', handle: 'ana' })}</span>
      <span class="silent">${faceOf({ name: 'Jonas', handle: 'jonas' })}</span>
      <span class="soft">${faceOf({ name: 'Mira', handle: 'mira' })}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'talking-faces': TalkingFaces;
  }
}
