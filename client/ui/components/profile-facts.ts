import { msg, str } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ExternalLink } from 'lucide';
import { addressElsewhere, type Elsewhere } from '../../../shared/members/elsewhere.ts';
import type { MemberCard, Profile } from '../../../shared/protocol/members.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { profilePath } from '../router.ts';
import { baseStyle } from '../styles/base-style.ts';
import { monthWords } from '../words/date-words.ts';
import './line-icon.ts';
import { faceOf } from './person-face.ts';

/** What a member says of themselves, where else they are, and how they came here. */
@customElement('profile-facts')
export class ProfileFacts extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-4);
      }
      .about {
        max-width: 34rem;
        font-size: 1.0625rem;
        line-height: 1.5;
        white-space: pre-line;
        overflow-wrap: anywhere;
      }
      .elsewhere,
      .origin {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 var(--space-5);
      }
      a {
        display: inline-flex;
        align-items: center;
        gap: var(--space-2);
        min-height: var(--target);
        --icon-size: 16px;
        --face-size: 28px;
      }
      .elsewhere a {
        font-weight: 600;
      }
      .origin {
        padding-top: var(--space-3);
        border-top: 1px solid var(--line);
        color: var(--ink-soft);
        font-size: var(--type-label);
      }
      .origin p {
        display: inline-flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 var(--space-2);
        min-height: var(--target);
      }
    `,
  ];

  @property({ attribute: false }) profile!: Profile;

  constructor() {
    super();
    new LocaleController(this);
  }

  override render() {
    const { about, instagram, linkedin, joinedAt, invitedBy } = this.profile;
    const month = monthWords(joinedAt);
    return html`
      ${about ? html`<p class="about">${about}</p>` : nothing}
      ${
        instagram || linkedin
          ? html`<div class="elsewhere">
              ${this.#renderElsewhere('instagram', instagram)} ${this.#renderElsewhere('linkedin', linkedin)}
            </div>`
          : nothing
      }
      <div class="origin">
        <p>${msg(str`Joined in ${month}`)}</p>
        ${invitedBy ? this.#renderInviter(invitedBy) : nothing}
      </div>
    `;
  }

  #renderElsewhere(where: Elsewhere, kept: string) {
    if (!kept) return nothing;
    return html`<a href=${addressElsewhere(where, kept)} target="_blank" rel="noopener noreferrer me">
      ${where === 'instagram' ? 'Instagram' : 'LinkedIn'}
      <line-icon .icon=${ExternalLink}></line-icon>
      <span class="spoken">${msg('opens in a new tab')}</span>
    </a>`;
  }

  #renderInviter(member: MemberCard) {
    return html`<p>
      ${msg('Invited by')}
      <a href=${profilePath(member.handle)}> ${faceOf(member)}${member.name} </a>
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'profile-facts': ProfileFacts;
  }
}
