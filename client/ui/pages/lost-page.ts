import { msg } from '@lit/localize';
import { html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LocaleController } from '../controllers/locale-controller.ts';
import { TitleController } from '../controllers/title-controller.ts';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import { quietPageStyle } from '../styles/quiet-page-style.ts';

/** An address that leads nowhere. */
@customElement('lost-page')
export class LostPage extends LitElement {
  static override styles = [baseStyle, buttonStyle, quietPageStyle];

  /** Whether it looks like a room's. */
  @property({ type: Boolean }) room = false;

  constructor() {
    super();
    new LocaleController(this);
    new TitleController(this);
  }

  override render() {
    return html`<div class="quiet">
      <h1>${this.room ? msg('There is no such room.') : msg('There is nothing here.')}</h1>
      <p>
        ${
          this.room
            ? msg('Perhaps a letter of the link got lost on the way. Ask the one who sent it to you.')
            : msg('This address leads nowhere. Perhaps it was cut off when it was copied.')
        }
      </p>
      <a class="button" href="/">${msg('To the hallway')}</a>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lost-page': LostPage;
  }
}
