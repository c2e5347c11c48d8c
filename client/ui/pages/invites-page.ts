import { msg, str } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { UserRoundPlus } from 'lucide';
import type { InviteBook, InviteCard, NewInvite } from '../../../shared/protocol/members.ts';
import type { MembersApi } from '../../session/members-api.ts';
import type { SessionInfo } from '../../session/room-state.ts';
import '../components/ask-again.ts';
import '../components/confirm-dialog.ts';
import '../components/fresh-invite.ts';
import '../components/invite-form.ts';
import type { InviteCreatedEvent } from '../components/invite-form.ts';
import '../components/invite-list.ts';
import type { WithdrawAskedEvent } from '../components/invite-list.ts';
import '../components/line-icon.ts';
import '../components/members-only.ts';
import '../components/page-head.ts';
import { ActController } from '../controllers/act-controller.ts';
import { AnswerController } from '../controllers/answer-controller.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import { sheetPageStyle } from '../styles/sheet-page-style.ts';
import { invitesLeftWords, moreInvitesWords } from '../words/invite-words.ts';
import { refusalWords } from '../words/refusal-words.ts';

/** A member's invites: how many are left, making one, and what has become of those before. */
@customElement('invites-page')
export class InvitesPage extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    sheetPageStyle,
    css`
      h2:focus {
        outline: none;
      }
      .left {
        font: 400 var(--type-heading) / 1.3 var(--serif);
      }
      .invite,
      invite-form,
      fresh-invite {
        margin-top: var(--space-2);
      }
      .invite {
        justify-self: start;
        min-height: 50px;
        padding-inline: 26px;
        --icon-size: 20px;
      }
    `,
  ];

  @property({ attribute: false }) members!: MembersApi;
  @property({ attribute: false }) session!: SessionInfo;
  @state() private making: 'nothing' | 'asking' | NewInvite = 'nothing';
  @state() private withdrawing: InviteCard | null = null;
  readonly #book = new AnswerController<InviteBook>(this);
  readonly #withdrawal = new ActController(this);
  @query('.invite') private inviteButton!: HTMLElement | null;

  constructor() {
    super();
    new LocaleController(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#member) this.#look();
  }

  get #member(): boolean {
    return this.session.person?.kind === 'member';
  }

  override render() {
    return html`<div class="page">
      <page-head .heading=${msg('Invites')}></page-head>
      ${this.#member ? this.#renderBook() : html`<members-only></members-only>`}
    </div>`;
  }

  #renderBook() {
    const { value, refused } = this.#book;
    if (!value)
      return refused
        ? html`<ask-again .why=${refused} @asked-again=${this.#look}></ask-again>`
        : html`<p class="soft" role="status">${msg('One moment…')}</p>`;
    return html`
      <section>${this.#renderLeft(value)} ${this.#renderMaking(value)}</section>
      ${this.#renderInvites(value)} ${this.withdrawing ? this.#renderQuestion(this.withdrawing) : nothing}
    `;
  }

  #renderLeft({ left, roomsToNext }: InviteBook) {
    return html`
      <p class="left" role="status">${invitesLeftWords(left)}</p>
      <p class="soft">${moreInvitesWords(roomsToNext)} ${msg('What nobody uses comes back to you.')}</p>
    `;
  }

  #renderMaking({ left }: InviteBook) {
    if (this.making === 'asking')
      return html`<invite-form
        .create=${this.members.createInvite}
        .read=${this.members.readNumber}
        @invite-created=${this.#show}
        @cancelled=${this.#finish}
      ></invite-form>`;
    if (this.making !== 'nothing')
      return html`<fresh-invite
        .invite=${this.making}
        .link=${`${location.origin}/join#${this.making.token}`}
        @done=${this.#finish}
      ></fresh-invite>`;
    return left > 0 ? this.#renderInviteButton() : nothing;
  }

  #renderInviteButton() {
    return html`<button class="main invite" type="button" @click=${this.#begin}>
      <line-icon .icon=${UserRoundPlus}></line-icon>${msg('Invite a friend')}
    </button>`;
  }

  #renderInvites({ invites }: InviteBook) {
    const { refused } = this.#withdrawal;
    return html`<section>
      <h2 class="label" tabindex="-1">${msg('Invites so far')}</h2>
      ${refused ? html`<p class="small fault" role="alert">${refusalWords(refused)}</p>` : nothing}
      ${
        invites.length > 0
          ? html`<invite-list .invites=${invites} @withdraw-asked=${this.#ask}></invite-list>`
          : html`<p class="soft">${msg('None yet. Whom would you like to hear here?')}</p>`
      }
    </section>`;
  }

  #renderQuestion(invite: InviteCard) {
    const { friendName } = invite;
    return html`<confirm-dialog
      .heading=${msg(str`Withdraw the invite for ${friendName}?`)}
      .text=${msg('Its link stops working at once, and says that it was withdrawn.')}
      .action=${msg('Withdraw the invite')}
      @confirmed=${() => void this.#withdraw(invite)}
      @dialog-closed=${() => (this.withdrawing = null)}
    ></confirm-dialog>`;
  }

  readonly #look = (): void => void this.#book.ask(this.members.fetchInvites());

  #begin(): void {
    this.making = 'asking';
  }

  #show({ created }: InviteCreatedEvent): void {
    this.making = created;
    this.#look();
  }

  async #finish(): Promise<void> {
    this.making = 'nothing';
    await this.updateComplete;
    this.inviteButton?.focus();
  }

  #ask({ invite }: WithdrawAskedEvent): void {
    this.#withdrawal.forget();
    this.withdrawing = invite;
  }

  async #withdraw(invite: InviteCard): Promise<void> {
    this.withdrawing = null;
    // Refused or not: what is shown is not how it stands any more.
    await this.#withdrawal.do(() => this.members.withdrawInvite(invite.id));
    this.#look();
    // The button that was pressed is about to go.
    this.renderRoot.querySelector('h2')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'invites-page': InvitesPage;
  }
}
