import { msg } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Profile } from '../../../shared/protocol/members.ts';
import type { MembersApi } from '../../session/members-api.ts';
import { ActController } from '../controllers/act-controller.ts';
import { AnswerController } from '../controllers/answer-controller.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { servicesFor } from '../services-asked-event.ts';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import { followersWords } from '../words/follow-words.ts';
import { refusalWords } from '../words/refusal-words.ts';

const unavailable = Promise.resolve({ ok: false, reason: 'unavailable' } as const);

/**
 * What a member tells of themselves, and *Follow*: for one member who looks at another. It asks the server by itself, and keeps
 * the room of its button meanwhile.
 * @fires services-asked
 * @fires profile-shown, when its size has changed
 */
@customElement('profile-card')
export class ProfileCard extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    css`
      :host {
        padding: 0 var(--space-2) var(--space-3);
      }
      .row {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        min-height: var(--target);
      }
      button {
        flex: none;
      }
      .about {
        display: -webkit-box;
        margin-top: var(--space-2);
        font-size: var(--type-small);
        line-height: 1.45;
        overflow: hidden;
        overflow-wrap: anywhere;
        white-space: pre-line;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 6;
      }
    `,
  ];

  @property() handle = '';
  @state() private members: MembersApi | null = null;
  readonly #profile = new AnswerController<Profile>(this);
  readonly #following = new ActController(this);

  constructor() {
    super();
    new LocaleController(this);
  }

  protected override firstUpdated(): void {
    void this.#fetch();
  }

  override render() {
    const { value: profile } = this.#profile;
    const refused = this.#following.refused ?? this.#profile.refused;
    return html`
      ${this.#profile.refused ? nothing : html`<div class="row">${profile && this.#renderFollowing(profile)}</div>`}
      ${refused ? html`<p class="small" role="alert">${refusalWords(refused)}</p>` : nothing}
      ${profile?.about ? html`<p class="about">${profile.about}</p>` : nothing}
    `;
  }

  #renderFollowing(profile: Profile) {
    const count = html`<span class="small">${followersWords(profile)}</span>`;
    return profile.blocked ? count : html`${this.#renderButton(profile.followed)}${count}`;
  }

  #renderButton(followed: boolean) {
    return html`<button
      type="button"
      class=${followed ? '' : 'main'}
      aria-pressed=${followed ? 'true' : 'false'}
      aria-disabled=${this.#following.busy ? 'true' : 'false'}
      @click=${this.#toggle}
    >
      ${followed ? msg('Following') : msg('Follow')}
    </button>`;
  }

  async #fetch(): Promise<void> {
    // Nobody asked for this part: where it cannot be fetched, the card says so and nothing else happens.
    this.members = await servicesFor(this)
      .membersApi()
      .catch(() => null);
    await this.#profile.ask(this.members?.fetchProfile(this.handle) ?? unavailable);
    this.dispatchEvent(new Event('profile-shown'));
  }

  async #toggle(): Promise<void> {
    const { members } = this;
    const { value: profile } = this.#profile;
    if (!members || !profile) return;
    const followed = !profile.followed;
    const done = await this.#following.do(() => members.setFollowing(profile.personId, followed));
    if (done === undefined) return;
    this.#profile.set({ ...profile, followed, followers: profile.followers + (followed ? 1 : -1) });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'profile-card': ProfileCard;
  }
}
