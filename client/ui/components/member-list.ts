import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { MemberCard } from '../../../shared/protocol/members.ts';
import { profilePath } from '../router.ts';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import { faceOf } from './person-face.ts';

/** The button beside a member was pressed. */
export class MemberPressedEvent extends Event {
  readonly member: MemberCard;

  constructor(member: MemberCard) {
    super('member-pressed');
    this.member = member;
  }
}

/**
 * Members as a list, each a link to their profile.
 * @fires member-pressed by the button beside a member, where there is one
 */
@customElement('member-list')
export class MemberList extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    css`
      li {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        border-top: 1px solid var(--line);
      }
      li:first-child {
        border-top: 0;
      }
      a {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        flex: 1;
        min-width: 0;
        min-height: 62px;
        padding: var(--space-2) 0;
        color: var(--ink);
        text-decoration: none;
        --face-size: 42px;
      }
      a:hover .name {
        text-decoration: underline;
        text-underline-offset: 0.2em;
      }
      a > span {
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .name {
        display: block;
        font-weight: 600;
        line-height: 1.25;
      }
    `,
  ];

  @property({ attribute: false }) members: readonly MemberCard[] = [];
  /** What the list is, for screen readers. */
  @property() label = '';
  /** What the button beside each member does; '' for no button. */
  @property() action = '';

  override render() {
    return html`<ul role="list" aria-label=${this.label}>
      ${repeat(
        this.members,
        ({ personId }) => personId,
        (member) => html`<li>${this.#renderMember(member)} ${this.#renderAction(member)}</li>`,
      )}
    </ul>`;
  }

  #renderMember(member: MemberCard) {
    const { handle, name } = member;
    return html`<a href=${profilePath(handle)}>
      ${faceOf(member)}
      <span><span class="name">${name}</span> <span class="small">@${handle}</span></span>
    </a>`;
  }

  #renderAction(member: MemberCard) {
    if (!this.action) return nothing;
    return html`<button
      type="button"
      aria-label="${this.action}: ${member.name}"
      @click=${() => this.dispatchEvent(new MemberPressedEvent(member))}
    >
      ${this.action}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'member-list': MemberList;
  }
}
