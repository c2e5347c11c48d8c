import { msg } from '@lit/localize';
import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Profile } from '../../../shared/protocol/members.ts';
import type { MembersApi } from '../../session/members-api.ts';
import type { SessionInfo } from '../../session/room-state.ts';
import '../components/ask-again.ts';
import '../components/members-only.ts';
import '../components/page-head.ts';
import '../components/picture-field.ts';
import type { PictureField, PictureMadeEvent } from '../components/picture-field.ts';
import '../components/profile-form.ts';
import type { ProfileForm, ProfileTypedEvent } from '../components/profile-form.ts';
import { ActController } from '../controllers/act-controller.ts';
import { AnswerController } from '../controllers/answer-controller.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { profilePath } from '../router.ts';
import { SessionChangedEvent } from '../session-changed-event.ts';
import { baseStyle } from '../styles/base-style.ts';
import { sheetPageStyle } from '../styles/sheet-page-style.ts';

/**
 * One's own profile, to be changed.
 * @fires session-changed
 */
@customElement('edit-profile-page')
export class EditProfilePage extends LitElement {
  static override styles = [
    baseStyle,
    sheetPageStyle,
    css`
      profile-form {
        max-width: 32rem;
      }
    `,
  ];

  @property({ attribute: false }) members!: MembersApi;
  @property({ attribute: false }) session!: SessionInfo;
  @state() private saved = false;
  /** What was last done about the picture, in words. */
  @state() private said: (() => string) | null = null;
  @query('profile-form') private form!: ProfileForm | null;
  @query('picture-field') private picture!: PictureField | null;
  readonly #profile = new AnswerController<Profile>(this);
  readonly #saving = new ActController(this);
  readonly #sending = new ActController(this);

  constructor() {
    super();
    new LocaleController(this);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.has('session') ? changed.get('session') : this.session;
    if (before?.person?.personId === this.session.person?.personId) return;
    this.#profile.forget();
    void this.#load();
  }

  override render() {
    return html`<div class="page">
      <page-head .heading=${msg('Your profile')}></page-head>
      ${this.#renderContent()}
    </div>`;
  }

  #renderContent() {
    const { value, refused } = this.#profile;
    if (this.session.person?.kind !== 'member') return html`<members-only></members-only>`;
    if (value) return this.#renderProfile(value);
    if (refused) return html`<ask-again .why=${refused} @asked-again=${this.#load}></ask-again>`;
    return html`<p class="soft" role="status">${msg('One moment…')}</p>`;
  }

  #renderProfile(profile: Profile) {
    return html`
      <p class="soft">
        ${msg('Members of this server see this.')}
        <a href=${profilePath(profile.handle)}>${msg('How others see it')}</a>
      </p>
      <picture-field
        .member=${profile}
        .busy=${this.#sending.busy}
        .refused=${this.#sending.refused}
        .said=${this.said?.() ?? ''}
        @picture-made=${this.#send}
      ></picture-field>
      <profile-form
        .text=${profile}
        .busy=${this.#saving.busy}
        .refused=${this.#saving.refused}
        .saved=${this.saved}
        @profile-edited=${this.#edited}
        @profile-typed=${this.#save}
      ></profile-form>
    `;
  }

  readonly #load = async () => {
    const { person } = this.session;
    if (person?.kind === 'member')
      await this.#profile.ask(this.members.fetchProfile(`id:${person.personId}`));
  };

  /** What was saved is no longer what stands there, and another handle may be free. */
  #edited(): void {
    this.saved = false;
    this.#saving.forget();
  }

  async #save({ text }: ProfileTypedEvent): Promise<void> {
    this.saved = false;
    const session = await this.#saving.do(() => this.members.changeProfile(text));
    if (this.#saving.refused === 'handle-taken') this.form?.focusField('handle');
    const profile = this.#profile.value;
    if (!session || !profile) return;
    this.#profile.set({ ...profile, ...text });
    this.saved = true;
    this.dispatchEvent(new SessionChangedEvent(session));
  }

  async #send({ webp }: PictureMadeEvent): Promise<void> {
    this.said = null;
    const session = await this.#sending.do(() => this.members.setPicture(webp));
    const profile = this.#profile.value;
    if (!session || !profile) return;
    this.picture?.close();
    this.#profile.set({ ...profile, picture: session.person?.picture ?? null });
    this.said = () => (webp ? msg('This is your picture now.') : msg('Your picture is removed.'));
    this.dispatchEvent(new SessionChangedEvent(session));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'edit-profile-page': EditProfilePage;
  }
}
