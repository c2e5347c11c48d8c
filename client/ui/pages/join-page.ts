import { msg, str } from '@lit/localize';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { InviteGlance } from '../../../shared/protocol/members.ts';
import type { RefusalReason } from '../../../shared/room/refusals.ts';
import type { MembersApi, TypedNumber } from '../../session/members-api.ts';
import type { SessionInfo } from '../../session/room-state.ts';
import '../components/ask-again.ts';
import '../components/invited-number.ts';
import type { NumberTypedEvent } from '../components/invited-number.ts';
import '../components/member-form.ts';
import type { MemberTypedEvent } from '../components/member-form.ts';
import '../components/new-member.ts';
import { faceOf } from '../components/person-face.ts';
import '../components/word-mark.ts';
import { ActController } from '../controllers/act-controller.ts';
import { AnswerController } from '../controllers/answer-controller.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { TitleController } from '../controllers/title-controller.ts';
import { replaceAddress } from '../replace-address.ts';
import { SessionChangedEvent } from '../session-changed-event.ts';
import { baseStyle, titleSize } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import { quietPageStyle } from '../styles/quiet-page-style.ts';
import { inviteEndWords, type InviteEndWords } from '../words/invite-end-words.ts';

/** Kept with the address, which is all that outlives the change from visitor to member. */
const JUST_JOINED = 'just joined';

/**
 * Where the link of an invitation leads: first the number it was made for, then handle and name, then a welcome.
 * @fires session-changed
 */
@customElement('join-page')
export class JoinPage extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    quietPageStyle,
    css`
      person-face {
        --face-size: 76px;
      }
      invited-number,
      member-form {
        width: 100%;
        max-width: 30rem;
      }
    `,
  ];

  @property({ attribute: false }) members!: MembersApi;
  @property({ attribute: false }) session!: SessionInfo;
  @property() token = '';
  /** The number that was found to be the right one. */
  @state() private claim: TypedNumber | null = null;
  readonly #glance = new AnswerController<InviteGlance>(this);
  readonly #checking = new ActController(this);
  readonly #joining = new ActController(this);
  @query('h1') private heading!: HTMLElement | null;

  constructor() {
    super();
    new LocaleController(this);
    new TitleController(this);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('token')) return;
    this.claim = null;
    this.#checking.forget();
    this.#joining.forget();
    this.#glance.forget();
    if (!this.#member && this.token !== '') this.#look();
  }

  get #member(): boolean {
    return this.session.person?.kind === 'member';
  }

  override render() {
    return html`<div class="quiet">${this.#renderStep()}</div>`;
  }

  #renderStep() {
    if (this.#member) return history.state === JUST_JOINED ? this.#renderJoined() : this.#renderMember();
    if (this.token === '') return this.#renderIncomplete();
    const refused = this.#joining.refused ?? this.#checking.refused ?? this.#glance.refused;
    const end = refused && inviteEndWords(refused);
    if (end) return this.#renderEnd(end, refused === 'invite-redeemed');
    const glance = this.#glance.value;
    if (glance) return this.claim ? this.#renderNaming(glance) : this.#renderNumber(glance);
    return refused ? this.#renderUnreachable(refused) : this.#renderLoading();
  }

  #renderLoading() {
    return html`<word-mark></word-mark>
      <p role="status">${msg('One moment…')}</p>`;
  }

  #renderUnreachable(refused: RefusalReason) {
    return html`
      <word-mark></word-mark>
      <h1>${msg('Your invitation')}</h1>
      <ask-again .why=${refused} @asked-again=${this.#look}></ask-again>
    `;
  }

  #renderNumber({ invitedBy, friendName }: InviteGlance) {
    const heading = msg(str`${invitedBy.name} invites you to Parley`);
    return html`
      <word-mark></word-mark>
      ${faceOf(invitedBy)}
      <h1 class=${titleSize(heading)} tabindex="-1">${heading}</h1>
      <p>
        ${msg(str`Hello ${friendName}!`)}
        ${msg('Parley is for conversations by voice: a few speak, others listen, and a raised hand brings you on stage. No voice passes through a server.')}
      </p>
      <p>${msg('This invitation works only with your phone number, so that nobody else can use it.')}</p>
      <invited-number
        .read=${this.members.readNumber}
        .busy=${this.#checking.busy}
        .refused=${this.#checking.refused}
        @number-typed=${this.#check}
      ></invited-number>
      <p class="small">
        ${msg('Nobody calls or writes to it. It is forgotten as soon as you have joined.')}
        ${this.#renderPrivacy()}
      </p>
    `;
  }

  #renderNaming({ friendName }: InviteGlance) {
    return html`
      <word-mark></word-mark>
      <h1 tabindex="-1">${msg('How shall people know you?')}</h1>
      <p>${msg('You can change both later.')}</p>
      <member-form
        .name=${friendName}
        .action=${msg('Join Parley')}
        .busy=${this.#joining.busy}
        .refused=${this.#joining.refused}
        @member-typed=${this.#join}
      ></member-form>
      <p class="small">
        ${msg('Name and handle are stored, and who invited you; your number is not.')}
        ${this.#renderPrivacy()}
      </p>
    `;
  }

  /** In a tab of its own: what was typed here stays. */
  #renderPrivacy() {
    return html`<a href="/privacy" target="_blank">${msg('More about privacy')}</a>`;
  }

  #renderJoined() {
    return html`<new-member .members=${this.members} .session=${this.session}></new-member>`;
  }

  #renderMember() {
    const name = this.session.person?.name ?? '';
    return html`
      <word-mark></word-mark>
      <h1>${msg('You are a member already.')}</h1>
      <p>
        ${msg(str`This browser is signed in as ${name}.`)}
        ${this.token === '' ? nothing : msg('The invitation was not touched: it still waits for whoever it was made for.')}
      </p>
      <a class="button main" href="/">${msg('To the hallway')}</a>
    `;
  }

  #renderIncomplete() {
    return html`
      <word-mark></word-mark>
      <h1>${msg('This link is not complete.')}</h1>
      <p>
        ${msg('Perhaps it was cut off when it was copied. Open it from the message itself, or ask whoever sent it to you.')}
      </p>
      <a class="button" href="/">${msg('To the hallway')}</a>
    `;
  }

  #renderEnd({ heading, text }: InviteEndWords, redeemed: boolean) {
    return html`
      <word-mark></word-mark>
      <h1 tabindex="-1">${heading}</h1>
      <p>${text}</p>
      <a class="button" href=${redeemed ? '/sign-in' : '/'}>
        ${redeemed ? msg('Sign in') : msg('To the hallway')}
      </a>
    `;
  }

  readonly #look = (): void => void this.#glance.ask(this.members.glanceAtInvite(this.token));

  async #check({ number }: NumberTypedEvent): Promise<void> {
    const { token } = this;
    const right = await this.#checking.do(() => this.members.checkInvite({ ...number, token }));
    // Its answer to a number that is right is null.
    if (right === null && token === this.token) this.claim = number;
    if (this.claim || this.#ended(this.#checking.refused)) await this.#focusHeading();
  }

  async #join({ handle, name }: MemberTypedEvent): Promise<void> {
    const { claim, token } = this;
    if (!claim) return;
    const session = await this.#joining.do(() =>
      this.members.redeemInvite({ ...claim, token, handle, name }),
    );
    if (session) return this.#welcome(session);
    if (this.#ended(this.#joining.refused)) await this.#focusHeading();
  }

  /** The address first would show for a moment that its link is not complete. */
  #welcome(session: SessionInfo): void {
    this.dispatchEvent(new SessionChangedEvent(session));
    replaceAddress('/join', JUST_JOINED);
  }

  #ended(refused: RefusalReason | null): boolean {
    return refused !== null && inviteEndWords(refused) !== undefined;
  }

  async #focusHeading(): Promise<void> {
    await this.updateComplete;
    this.heading?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'join-page': JoinPage;
  }
}
