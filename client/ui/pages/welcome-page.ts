import { msg } from '@lit/localize';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { NewRoom } from '../../../shared/protocol/messages.ts';
import type { RefusalReason } from '../../../shared/room/refusals.ts';
import type { Person } from '../../../shared/room/state.ts';
import type { SessionInfo } from '../../session/room-state.ts';
import '../components/open-room-form.ts';
import '../components/talking-faces.ts';
import '../components/word-mark.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { baseStyle } from '../styles/base-style.ts';
import { quietPageStyle } from '../styles/quiet-page-style.ts';

/** What stands where no room is open: for a member the way to open one, for a guest what this is. */
@customElement('welcome-page')
export class WelcomePage extends LitElement {
  static override styles = [
    baseStyle,
    quietPageStyle,
    css`
      talking-faces {
        margin: 0 -8px var(--space-2);
      }
      .links {
        display: flex;
        gap: var(--space-5);
      }
      .links a {
        display: inline-flex;
        align-items: center;
        min-height: var(--target);
      }
      open-room-form {
        width: 100%;
        max-width: 30rem;
      }
    `,
  ];

  @property({ attribute: false }) session!: SessionInfo;
  @property({ attribute: false }) open!: (room: NewRoom) => Promise<RefusalReason | null>;

  constructor() {
    super();
    new LocaleController(this);
  }

  override render() {
    const { person } = this.session;
    return html`<div class="quiet">
      ${person?.kind === 'member' ? this.#renderMember(person) : this.#renderGuest()}
    </div>`;
  }

  #renderMember({ personId }: Person) {
    return html`
      <talking-faces></talking-faces>
      <h1>${msg('What would you like to talk about?')}</h1>
      <p>${msg('Give your room a title, say who may come in, and send its link to whom you like.')}</p>
      <open-room-form .open=${this.open} .owner=${personId}></open-room-form>
      <p class="small">
        ${msg('The room stays yours: you can open it again at any time, at the same link.')}
      </p>
    `;
  }

  #renderGuest() {
    return html`
      <word-mark></word-mark>
      <talking-faces></talking-faces>
      <h1>${msg('Rooms to talk in, from browser to browser')}</h1>
      <p>
        ${msg('Parley is for conversations by voice: a few speak, others listen, and a raised hand brings you on stage. No voice passes through a server.')}
      </p>
      <p>
        ${msg('To listen, open the link of a room. To open rooms of your own, you need an invitation from a member.')}
      </p>
      <p class="links small">
        <a href="/sign-in">${msg('Sign in')}</a>
        <a href="/settings">${msg('Settings')}</a>
        <a href="/privacy">${msg('Privacy')}</a>
      </p>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'welcome-page': WelcomePage;
  }
}
