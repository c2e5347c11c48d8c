import { msg, str } from '@lit/localize';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { MemberCard, Profile } from '../../../shared/protocol/members.ts';
import type { MembersApi } from '../../session/members-api.ts';
import type { SessionInfo } from '../../session/room-state.ts';
import '../components/ask-again.ts';
import '../components/confirm-dialog.ts';
import '../components/members-dialog.ts';
import '../components/members-only.ts';
import '../components/page-head.ts';
import { faceOf } from '../components/person-face.ts';
import '../components/profile-facts.ts';
import { ActController } from '../controllers/act-controller.ts';
import { AnswerController } from '../controllers/answer-controller.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import { sheetPageStyle } from '../styles/sheet-page-style.ts';
import { refusalWords } from '../words/refusal-words.ts';
import { profileStyle } from './profile-style.ts';

/** A member, as other members see them, and what one can do about them: follow, block. */
@customElement('profile-page')
export class ProfilePage extends LitElement {
  static override styles = [baseStyle, buttonStyle, sheetPageStyle, profileStyle];

  @property({ attribute: false }) members!: MembersApi;
  @property({ attribute: false }) session!: SessionInfo;
  @property() handle = '';
  @state() private open: 'followers' | 'following' | 'block' | null = null;
  /** What the last press has done, in words. */
  @state() private said: (() => string) | null = null;
  readonly #profile = new AnswerController<Profile>(this);
  readonly #list = new AnswerController<readonly MemberCard[]>(this);
  readonly #act = new ActController(this);

  constructor() {
    super();
    new LocaleController(this);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.has('session') ? changed.get('session') : this.session;
    if (!changed.has('handle') && before?.person?.personId === this.session.person?.personId) return;
    this.open = null;
    this.said = null;
    this.#act.forget();
    this.#profile.forget();
    void this.#load();
  }

  override render() {
    return html`<div class="page">${keyed(this.handle, this.#renderContent())}</div>`;
  }

  #renderContent() {
    const { value, refused } = this.#profile;
    if (value) return this.#renderProfile(value);
    const missing = refused === 'no-such-member';
    const heading = missing ? msg('There is no such member.') : `@${this.handle}`;
    return html`<page-head .heading=${heading}></page-head> ${this.#renderInstead()}`;
  }

  /** What stands where no profile is (yet). */
  #renderInstead() {
    const { refused } = this.#profile;
    if (!this.#isMember) return html`<members-only></members-only>`;
    if (refused === 'no-such-member') return this.#renderMissing();
    if (refused) return html`<ask-again .why=${refused} @asked-again=${this.#load}></ask-again>`;
    return html`<p class="soft" role="status">${msg('One moment…')}</p>`;
  }

  #renderMissing() {
    return html`<p class="soft">
        ${msg(str`Nobody here goes by @${this.handle}. Perhaps they have left, or have another handle now.`)}
      </p>
      <div class="row"><a class="button" href="/">${msg('To the hallway')}</a></div>`;
  }

  #renderProfile(profile: Profile) {
    const { name, handle } = profile;
    return html`
      <page-head .heading=${name}> ${faceOf(profile)} </page-head>
      <div class="who">
        <p>@${handle} ${profile.followsYou ? html`<b>${msg('follows you')}</b>` : nothing}</p>
      </div>
      ${this.#renderActs(profile)} ${this.#renderCounts(profile)}
      <profile-facts .profile=${profile}></profile-facts>
      ${this.#renderDialog(profile)}
    `;
  }

  #renderActs(profile: Profile) {
    if (profile.you)
      return html`<div class="row"><a class="button" href="/profile">${msg('Edit your profile')}</a></div>`;
    return html`<div class="acts">
      <div class="row">${profile.blocked ? this.#renderUnblock() : this.#renderFollowAndBlock(profile)}</div>
      ${profile.blocked ? html`<p class="small">${msg(str`You have blocked ${profile.name}.`)}</p>` : nothing}
      ${this.#act.refused ? html`<p class="fault" role="alert">${refusalWords(this.#act.refused)}</p>` : nothing}
      <p class="spoken" role="status">${this.said?.()}</p>
    </div>`;
  }

  #renderFollowAndBlock({ followed }: Profile) {
    return html`
      <button
        type="button"
        class=${followed ? '' : 'main'}
        aria-pressed=${followed ? 'true' : 'false'}
        aria-disabled=${this.#act.busy ? 'true' : 'false'}
        @click=${this.#follow}
      >
        ${followed ? msg('Following') : msg('Follow')}
      </button>
      <button type="button" class="warn" @click=${() => (this.open = 'block')}>${msg('Block')}</button>
    `;
  }

  #renderUnblock() {
    return html`<button
      type="button"
      aria-disabled=${this.#act.busy ? 'true' : 'false'}
      @click=${() => void this.#block(false)}
    >
      ${msg('Unblock')}
    </button>`;
  }

  #renderCounts({ followers, following }: Profile) {
    const language = document.documentElement.lang || 'en';
    const shown = (count: number) => html`<strong>${count.toLocaleString(language)}</strong>`;
    return html`<div class="row counts">
      <button type="button" @click=${() => this.#show('followers')}>
        ${followers === 1 ? msg(html`${shown(1)} follower`) : msg(html`${shown(followers)} followers`)}
      </button>
      <button type="button" @click=${() => this.#show('following')}>
        ${msg(html`${shown(following)} following`)}
      </button>
    </div>`;
  }

  #renderDialog(profile: Profile) {
    if (this.open === null) return nothing;
    return this.open === 'block' ? this.#renderBlocking(profile) : this.#renderList(profile, this.open);
  }

  #renderBlocking({ name }: Profile) {
    return html`<confirm-dialog
      .heading=${msg(str`Block ${name}?`)}
      .text=${msg(str`${name} can no longer follow you, is not shown your rooms and cannot enter those you own. Neither of you follows the other any more. ${name} is not told.`)}
      .note=${msg('It cannot stop somebody who comes as a guest, in another browser, to a room that is open to anyone with the link. To be sure, choose Members or Invited people there.')}
      .action=${msg('Block')}
      @confirmed=${() => void this.#block(true)}
      @dialog-closed=${this.#close}
    ></confirm-dialog>`;
  }

  #renderList({ name, you }: Profile, which: 'followers' | 'following') {
    const others =
      which === 'followers' ? msg(str`Nobody follows ${name} yet.`) : msg(str`${name} follows nobody yet.`);
    const own = which === 'followers' ? msg('Nobody follows you yet.') : msg('You follow nobody yet.');
    const follows = you ? msg('You follow') : msg(str`${name} follows`);
    return html`<members-dialog
      .heading=${which === 'followers' ? msg('Followers') : follows}
      .nobody=${you ? own : others}
      .members=${this.#list.value}
      .refused=${this.#list.refused}
      @asked-again=${() => this.#show(which)}
      @dialog-closed=${this.#close}
    ></members-dialog>`;
  }

  get #isMember(): boolean {
    return this.session.person?.kind === 'member';
  }

  readonly #load = async () => {
    if (this.#isMember) await this.#profile.ask(this.members.fetchProfile(this.handle));
  };

  readonly #close = () => {
    this.open = null;
  };

  #show(which: 'followers' | 'following'): void {
    const profile = this.#profile.value;
    if (!profile) return;
    const { personId } = profile;
    this.open = which;
    this.#list.forget();
    void this.#list.ask(
      which === 'followers' ? this.members.fetchFollowers(personId) : this.members.fetchFollowing(personId),
    );
  }

  async #follow(): Promise<void> {
    const profile = this.#profile.value;
    if (!profile) return;
    const { personId, name, followed, followers } = profile;
    const done = await this.#act.do(() => this.members.setFollowing(personId, !followed));
    if (done === undefined || this.#profile.value !== profile) return;
    this.#profile.set({ ...profile, followed: !followed, followers: followers + (followed ? -1 : 1) });
    this.said = () =>
      followed ? msg(str`You no longer follow ${name}.`) : msg(str`You follow ${name} from now on.`);
  }

  async #block(block: boolean): Promise<void> {
    const profile = this.#profile.value;
    this.open = null;
    if (!profile) return;
    const { personId, name } = profile;
    const done = await this.#act.do(() => this.members.setBlocked(personId, block));
    if (done === undefined || this.#profile.value !== profile) return;
    this.#profile.set({ ...profile, blocked: block, ...(block && { followed: false, followsYou: false }) });
    this.said = () => (block ? msg(str`You have blocked ${name}.`) : msg(str`${name} is no longer blocked.`));
    // Both may have one follower less.
    void this.#load();
    await this.updateComplete;
    // The button that was pressed is gone, and the other one is in its place.
    this.renderRoot.querySelector<HTMLElement>('.acts button')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'profile-page': ProfilePage;
  }
}
