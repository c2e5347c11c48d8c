import { msg } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { InviteCard } from '../../../shared/protocol/members.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { profilePath } from '../router.ts';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import { inviteStateWords } from '../words/invite-words.ts';
import { faceOf } from './person-face.ts';

/** Somebody wants this invite back. */
export class WithdrawAskedEvent extends Event {
  readonly invite: InviteCard;

  constructor(invite: InviteCard) {
    super('withdraw-asked');
    this.invite = invite;
  }
}

/**
 * A member's invites, and what has become of each.
 * @fires withdraw-asked
 */
@customElement('invite-list')
export class InviteList extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    css`
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-3);
        min-height: var(--target);
        padding: var(--space-3) 0;
        border-top: 1px solid var(--line);
      }
      .over {
        color: var(--ink-soft);
      }
      .who {
        flex: 1 1 12rem;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .name {
        font-weight: 700;
      }
      a.name {
        display: inline-flex;
        align-items: center;
        min-height: var(--target);
        margin-block: -10px;
        color: var(--ink);
      }
    `,
  ];

  @property({ attribute: false }) invites: readonly InviteCard[] = [];

  constructor() {
    super();
    new LocaleController(this);
  }

  override render() {
    return html`<ul role="list" aria-label=${msg('Your invites')}>
      ${repeat(
        this.invites,
        ({ id }) => id,
        (invite) => this.#renderInvite(invite),
      )}
    </ul>`;
  }

  #renderInvite(invite: InviteCard) {
    const over = invite.state !== 'waiting' && invite.redeemedBy === null;
    return html`<li class=${over ? 'over' : ''}>
      ${invite.redeemedBy ? faceOf(invite.redeemedBy) : nothing}
      <div class="who">
        ${this.#renderName(invite)}
        <p class="small">${inviteStateWords(invite, document.documentElement.lang || 'en')}</p>
      </div>
      ${invite.state === 'waiting' ? this.#renderWithdraw(invite) : nothing}
    </li>`;
  }

  /** Who redeemed it may have left, or may not want to be found: neither is told. */
  #renderName({ id, friendName, state, redeemedBy }: InviteCard) {
    if (redeemedBy)
      return html`<a class="name" href=${profilePath(redeemedBy.handle)}>${redeemedBy.name}</a>`;
    const name = state === 'redeemed' ? msg('An invite') : friendName;
    return html`<span class="name" id="name-${id}">${name}</span>`;
  }

  #renderWithdraw(invite: InviteCard) {
    return html`<button
      type="button"
      aria-describedby="name-${invite.id}"
      @click=${() => this.dispatchEvent(new WithdrawAskedEvent(invite))}
    >
      ${msg('Withdraw')}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'invite-list': InviteList;
  }
}
