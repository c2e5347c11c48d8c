import { msg, str } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { ChevronRight } from 'lucide';
import type { MembersApi } from '../../session/members-api.ts';
import type { SessionInfo } from '../../session/room-state.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { TitleController } from '../controllers/title-controller.ts';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import { forgetWayBack, wayBack } from '../way-back.ts';
import './line-icon.ts';
import './passkey-offer.ts';
import { faceOf } from './person-face.ts';

/** Welcomes somebody who has just become a member: what would be good to do now, none of which has to be. */
@customElement('new-member')
export class NewMember extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        justify-items: start;
        gap: var(--space-5);
        width: 100%;
        max-width: 34rem;
        --face-size: 76px;
      }
      p {
        color: var(--ink-soft);
        text-wrap: pretty;
      }
      passkey-offer {
        width: 100%;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-3);
      }
      .row a {
        min-height: 50px;
        padding-inline: 26px;
      }
      .profile {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-4);
        width: 100%;
        box-sizing: border-box;
        padding: var(--space-4) var(--space-5);
        border: 1px solid var(--line);
        border-radius: var(--radius-tray);
        color: var(--ink);
        text-decoration: none;
        --icon-size: 20px;
      }
      .profile:hover {
        background: var(--tray);
      }
      .profile span {
        display: grid;
        gap: 2px;
        line-height: 1.4;
      }
      .profile line-icon {
        color: var(--ink-faint);
      }
    `,
  ];

  @property({ attribute: false }) members!: MembersApi;
  @property({ attribute: false }) session!: SessionInfo;
  @query('h1') private heading!: HTMLElement;

  constructor() {
    super();
    new LocaleController(this);
    new TitleController(this);
  }

  protected override firstUpdated(): void {
    this.heading.focus({ preventScroll: true });
  }

  override render() {
    const { person, passkeys } = this.session;
    if (!person) return nothing;
    return html`
      ${faceOf(person)}
      <h1 tabindex="-1">${msg(str`Welcome, ${person.name}.`)}</h1>
      <p>
        ${msg('You are a member now, and follow whoever invited you. In the hallway you find the rooms that are live.')}
      </p>
      ${passkeys ? html`<passkey-offer .members=${this.members}></passkey-offer>` : nothing}
      <a class="profile" href="/profile">
        <span>
          <strong>${msg('A picture, and a few words about you')}</strong>
          <span class="small">${msg('So that others know whom they are listening to')}</span>
        </span>
        <line-icon .icon=${ChevronRight}></line-icon>
      </a>
      <div class="row">${this.#renderWayOn()}</div>
    `;
  }

  /** Whoever was asked to join for a room's sake goes there first. */
  #renderWayOn() {
    const room = wayBack();
    if (room === undefined) return html`<a class="button main" href="/">${msg('To the hallway')}</a>`;
    return html`
      <a class="button main" href=${room} @click=${forgetWayBack}>${msg('Back to the room')}</a>
      <a class="button" href="/">${msg('To the hallway')}</a>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'new-member': NewMember;
  }
}
