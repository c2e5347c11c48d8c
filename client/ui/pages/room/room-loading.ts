import { msg } from '@lit/localize';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LocaleController } from '../../controllers/locale-controller.ts';
import { baseStyle } from '../../styles/base-style.ts';
import { buttonStyle } from '../../styles/button-style.ts';
import { quietPageStyle } from '../../styles/quiet-page-style.ts';

/** Before anything is known of a room: its outline, or that the server does not answer. */
@customElement('room-loading')
export class RoomLoading extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    quietPageStyle,
    css`
      .outline {
        display: grid;
        align-content: start;
        gap: var(--space-4);
        padding: 72px var(--gutter);
        animation: late 400ms 250ms both;
      }
      .outline i {
        display: block;
        height: 36px;
        max-width: 30rem;
        border-radius: var(--radius-small);
        background: var(--tray);
      }
      .outline i:nth-of-type(2) {
        width: 62%;
      }
      .faces {
        display: flex;
        gap: var(--space-5);
        margin-top: var(--space-6);
      }
      .outline .faces i {
        width: 86px;
        height: 86px;
        border-radius: 50%;
      }
      /* What comes at once needs no outline. */
      @keyframes late {
        from {
          opacity: 0;
        }
      }
    `,
  ];

  @property({ type: Boolean }) unreachable = false;

  constructor() {
    super();
    new LocaleController(this);
  }

  override render() {
    return this.unreachable ? this.#renderUnreachable() : this.#renderOutline();
  }

  #renderOutline() {
    return html`<div class="outline">
      <h1 class="spoken">${msg('One moment…')}</h1>
      <i></i><i></i>
      <div class="faces"><i></i><i></i><i></i></div>
    </div>`;
  }

  #renderUnreachable() {
    return html`<div class="quiet" role="status">
      <h1>${msg('The server does not answer.')}</h1>
      <p>${msg('This page keeps trying, and goes on by itself as soon as the server is there.')}</p>
      <button type="button" @click=${() => location.reload()}>${msg('Load the page again')}</button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'room-loading': RoomLoading;
  }
}
