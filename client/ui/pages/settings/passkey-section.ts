import { msg, str } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { KeyRound } from 'lucide';
import type { PasskeyCard } from '../../../../shared/protocol/members.ts';
import type { MembersApi } from '../../../session/members-api.ts';
import { addPasskey, browserHasPasskeys } from '../../../session/passkeys.ts';
import '../../components/ask-again.ts';
import '../../components/confirm-dialog.ts';
import '../../components/line-icon.ts';
import { ActController } from '../../controllers/act-controller.ts';
import { AnswerController } from '../../controllers/answer-controller.ts';
import { LocaleController } from '../../controllers/locale-controller.ts';
import { PasskeyController } from '../../controllers/passkey-controller.ts';
import { baseStyle } from '../../styles/base-style.ts';
import { buttonStyle } from '../../styles/button-style.ts';
import { rowListStyle } from '../../styles/row-list-style.ts';
import { sectionStyle } from '../../styles/section-style.ts';
import { dayWords } from '../../words/date-words.ts';
import { deviceWords } from '../../words/device-words.ts';
import { refusalWords } from '../../words/refusal-words.ts';

/** One's passkeys: adding this device's, and removing one. */
@customElement('passkey-section')
export class PasskeySection extends LitElement {
  static override styles = [baseStyle, buttonStyle, sectionStyle, rowListStyle];

  @property({ attribute: false }) members!: MembersApi;
  /** That of which it is asked whether it shall go. */
  @state() private removing: PasskeyCard | null = null;
  readonly #passkeys = new AnswerController<readonly PasskeyCard[]>(this);
  readonly #adding = new PasskeyController(this);
  readonly #removal = new ActController(this);

  constructor() {
    super();
    new LocaleController(this);
  }

  protected override firstUpdated(): void {
    void this.#load();
  }

  override render() {
    const fault = this.#removal.refused ? refusalWords(this.#removal.refused) : this.#adding.fault;
    return html`<section>
      <h2 class="serif">${msg('Passkeys')}</h2>
      <p class="soft">
        ${msg('With a passkey you sign in by your fingerprint, your face or your device’s code, without a link from anybody.')}
      </p>
      ${this.#renderList()} ${fault ? html`<p class="fault" role="alert">${fault}</p>` : nothing}
      ${browserHasPasskeys() ? this.#renderAdding() : nothing}
      ${this.removing ? this.#renderRemoval(this.removing) : nothing}
    </section>`;
  }

  #renderAdding() {
    const { busy } = this.#adding;
    return html`<div class="row">
      <button type="button" aria-disabled=${busy ? 'true' : 'false'} @click=${this.#add}>
        <line-icon .icon=${KeyRound}></line-icon>${busy ? msg('One moment…') : msg('Add a passkey')}
      </button>
    </div>`;
  }

  #renderList() {
    const { value, refused } = this.#passkeys;
    if (refused && !value) return html`<ask-again .why=${refused} @asked-again=${this.#load}></ask-again>`;
    if (!value) return html`<p class="small" role="status">${msg('One moment…')}</p>`;
    if (value.length === 0) return nothing;
    return html`<ul role="list" aria-label=${msg('Passkeys')}>
      ${repeat(
        value,
        ({ id }) => id,
        (passkey) => html`<li>${this.#renderPasskey(passkey)}</li>`,
      )}
    </ul>`;
  }

  #renderPasskey(passkey: PasskeyCard) {
    const { description, createdAt, usedAt } = passkey;
    const words = deviceWords(description);
    const added = dayWords(createdAt, Date.now());
    const used = usedAt === null ? '' : dayWords(usedAt, Date.now());
    return html`
      <line-icon .icon=${KeyRound}></line-icon>
      <div class="what">
        <b>${words}</b>
        <span>
          ${msg(str`Added: ${added}`)} ${used === '' ? nothing : html`· ${msg(str`last used: ${used}`)}`}
        </span>
      </div>
      <button type="button" aria-label="${msg('Remove')}: ${words}" @click=${() => (this.removing = passkey)}>
        ${msg('Remove')}
      </button>
    `;
  }

  #renderRemoval(passkey: PasskeyCard) {
    return html`<confirm-dialog
      .heading=${msg('Remove this passkey?')}
      .text=${msg('Nobody signs in with it any more. Your device may go on offering it until you delete it there, too.')}
      .action=${msg('Remove')}
      @confirmed=${() => void this.#remove(passkey)}
      @dialog-closed=${() => (this.removing = null)}
    ></confirm-dialog>`;
  }

  readonly #load = async () => this.#passkeys.ask(this.members.fetchPasskeys());

  async #add(): Promise<void> {
    this.#removal.forget();
    const added = await this.#adding.do(() => addPasskey(this.members));
    if (added !== undefined) await this.#load();
  }

  async #remove({ id }: PasskeyCard): Promise<void> {
    this.removing = null;
    const done = await this.#removal.do(() => this.members.removePasskey(id));
    if (done !== undefined) await this.#load();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'passkey-section': PasskeySection;
  }
}
