import { msg } from '@lit/localize';
import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { LocaleController } from '../controllers/locale-controller.ts';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';

/** What stands on a page of members for somebody who is not signed in: what one needs, and where to go. */
@customElement('members-only')
export class MembersOnly extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    css`
      :host {
        display: grid;
        gap: var(--space-5);
      }
      p {
        max-width: 32rem;
        color: var(--ink-soft);
        text-wrap: pretty;
      }
      div {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-3);
      }
    `,
  ];

  constructor() {
    super();
    new LocaleController(this);
  }

  override render() {
    return html`
      <p>
        ${msg('This part is for members. If you are one, sign in. To become one, you need an invitation from somebody who is.')}
      </p>
      <div>
        <a class="button main" href="/sign-in">${msg('Sign in')}</a>
        <a class="button" href="/">${msg('To the hallway')}</a>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'members-only': MembersOnly;
  }
}
