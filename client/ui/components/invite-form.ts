import { msg } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { NewInvite, PhoneNumber } from '../../../shared/protocol/members.ts';
import type { Answer } from '../../../shared/protocol/messages.ts';
import { NAME_LIMIT, readText } from '../../../shared/protocol/text.ts';
import type { MembersApi, TypedNumber } from '../../session/members-api.ts';
import { ActController } from '../controllers/act-controller.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import { submitOnEnter } from '../submit-on-enter.ts';
import { refusalWords } from '../words/refusal-words.ts';
import { textFaultWords } from '../words/text-fault-words.ts';
import './phone-field.ts';
import type { PhoneField } from './phone-field.ts';
import './text-field.ts';
import type { TextField } from './text-field.ts';

/** An invite was made. */
export class InviteCreatedEvent extends Event {
  readonly created: NewInvite;

  constructor(created: NewInvite) {
    super('invite-created');
    this.created = created;
  }
}

/**
 * Asks for a friend's name and number and makes the invite.
 * @fires invite-created
 * @fires cancelled
 */
@customElement('invite-form')
export class InviteForm extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    css`
      form {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-5);
        padding: var(--space-5);
        border-radius: var(--radius-tray);
        background: var(--tray);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-3);
      }
      button:hover:not(.main) {
        background: var(--sheet);
      }
      .fault {
        color: var(--live-text);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) create!: MembersApi['createInvite'];
  @property({ attribute: false }) read!: (typed: TypedNumber) => Promise<Answer<PhoneNumber>>;
  @state() private nameFault = '';
  @state() private phoneFault = '';
  readonly #creating = new ActController(this);
  @query('text-field') private nameField!: TextField;
  @query('phone-field') private phoneField!: PhoneField;

  constructor() {
    super();
    new LocaleController(this);
  }

  /** It comes when somebody has pressed for it; its first box is drawn a moment later. */
  protected override firstUpdated(): void {
    void this.nameField.updateComplete.then(() => this.nameField.focus());
  }

  override render() {
    return html`<form
      novalidate
      aria-label=${msg('Invite a friend')}
      @submit=${this.#submit}
      @keydown=${submitOnEnter}
    >
      <text-field
        .label=${msg("Friend's name")}
        .fault=${this.nameFault}
        autocapitalize="words"
        @input=${this.#forgetNameFault}
      ></text-field>
      <phone-field
        .read=${this.read}
        .fault=${this.phoneFault}
        .hint=${msg('Parley sends nothing there itself. Your friend types it in again, as the key to the link.')}
        @input=${this.#forgetPhoneFault}
      ></phone-field>
      ${this.#renderRefusal()} ${this.#renderButtons()}
    </form>`;
  }

  #renderRefusal() {
    const { refused } = this.#creating;
    if (refused === null || refused === 'not-a-number') return nothing;
    return html`<p class="small fault" role="alert">${refusalWords(refused)}</p>`;
  }

  #renderButtons() {
    const { busy } = this.#creating;
    return html`<div class="row">
      <button class="main" aria-disabled=${busy ? 'true' : 'false'}>
        ${busy ? msg('One moment…') : msg('Create invite')}
      </button>
      <button type="button" @click=${this.#cancel}>${msg('Cancel')}</button>
    </div>`;
  }

  #forgetNameFault(): void {
    this.nameFault = '';
  }

  #forgetPhoneFault(): void {
    this.phoneFault = '';
  }

  #cancel(): void {
    this.dispatchEvent(new Event('cancelled'));
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    if (this.#creating.busy) return;
    const name = readText(this.nameField.typed, NAME_LIMIT);
    const { typed } = this.phoneField;
    this.nameFault = 'fault' in name ? textFaultWords(name.fault, NAME_LIMIT) : '';
    this.phoneFault = typed.phone === '' ? textFaultWords('empty', NAME_LIMIT) : '';
    if ('fault' in name) return this.nameField.focus();
    if (this.phoneFault) return this.phoneField.focus();
    const created = await this.#creating.do(() => this.create({ ...typed, name: name.text }));
    if (created) this.dispatchEvent(new InviteCreatedEvent(created));
    else if (this.#creating.refused === 'not-a-number') this.#complainOfNumber();
  }

  #complainOfNumber(): void {
    this.phoneFault = refusalWords('not-a-number');
    this.phoneField.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'invite-form': InviteForm;
  }
}
