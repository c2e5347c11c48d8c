import { msg, str } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Erased } from '../../../../shared/protocol/members.ts';
import type { RefusalReason } from '../../../../shared/room/refusals.ts';
import type { MembersApi } from '../../../session/members-api.ts';
import '../../components/text-field.ts';
import type { TextField } from '../../components/text-field.ts';
import { ActController } from '../../controllers/act-controller.ts';
import { LocaleController } from '../../controllers/locale-controller.ts';
import { baseStyle } from '../../styles/base-style.ts';
import { buttonStyle } from '../../styles/button-style.ts';
import { sectionStyle } from '../../styles/section-style.ts';
import { submitOnEnter } from '../../submit-on-enter.ts';
import { refusalWords } from '../../words/refusal-words.ts';
import { textFaultWords } from '../../words/text-fault-words.ts';

/** There is nobody of this account any more; `erased` says what may be left of it for now. */
export class AccountErasedEvent extends Event {
  readonly erased: Erased;

  constructor(erased: Erased) {
    super('account-erased');
    this.erased = erased;
  }
}

/**
 * The end of an account: what goes with it, and the handle to be typed before it does.
 * @fires account-erased
 */
@customElement('erase-section')
export class EraseSection extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    sectionStyle,
    css`
      section {
        gap: var(--space-4);
        padding: var(--space-5);
        border: 1px solid var(--line);
        border-radius: var(--radius-tray);
      }
      ul {
        display: grid;
        gap: var(--space-2);
        padding-inline-start: 1.2em;
        list-style: disc;
      }
      form {
        display: grid;
        gap: var(--space-4);
        justify-items: start;
      }
      text-field {
        width: 100%;
        max-width: 24rem;
      }
      .erase {
        border-color: var(--live-text);
        color: var(--live-text);
      }
    `,
  ];

  @property({ attribute: false }) members!: MembersApi;
  @property() handle = '';
  /** Whether it was pressed without a handle. */
  @state() private empty = false;
  @query('text-field') private box!: TextField;
  readonly #act = new ActController(this);

  constructor() {
    super();
    new LocaleController(this);
  }

  override render() {
    return html`<section aria-labelledby="erasing">
      <h2 id="erasing" class="serif">${msg('Erase your account')}</h2>
      ${this.#renderWhatGoes()} ${this.#renderForm()}
    </section>`;
  }

  #renderWhatGoes() {
    return html`
      <p>${msg('This cannot be taken back: nothing of you stays on this server.')}</p>
      <ul>
        <li>${msg('Your profile, your picture and your handle go; others may take the handle.')}</li>
        <li>${msg('The rooms you own close at once, whoever is in them, and their links lead nowhere.')}</li>
        <li>
          ${msg('You vanish from rooms of others, and from the lists of those who follow you or whom you follow.')}
        </li>
        <li>${msg('Your open invites end. Friends whom you invited stay members.')}</li>
        <li>${msg('You are signed out everywhere, and your passkeys no longer work.')}</li>
      </ul>
      <p class="soft">
        ${msg('You may want to download your data first. To return, you would need a new invitation.')}
      </p>
    `;
  }

  #renderForm() {
    const { refused, busy } = this.#act;
    const elsewhere = refused && !beside(refused) ? refused : null;
    return html`<form novalidate @submit=${this.#erase} @keydown=${submitOnEnter}>
      <text-field
        .label=${msg('Handle')}
        lead="@"
        .hint=${msg(str`To be sure it is you who wants this: type your handle, ${this.handle}.`)}
        .fault=${this.#faultWords()}
        @input=${this.#recheck}
      ></text-field>
      ${elsewhere ? html`<p class="fault" role="alert">${refusalWords(elsewhere)}</p>` : nothing}
      <button class="erase" aria-disabled=${busy ? 'true' : 'false'}>
        ${busy ? msg('One moment…') : msg('Erase my account')}
      </button>
    </form>`;
  }

  #faultWords(): string {
    if (this.empty) return textFaultWords('empty', 0);
    const { refused } = this.#act;
    return refused && beside(refused) ? refusalWords('wrong-handle') : '';
  }

  #recheck(): void {
    this.empty = false;
    this.#act.forget();
  }

  async #erase(event: Event): Promise<void> {
    event.preventDefault();
    const typed = this.box.typed.trim();
    this.empty = typed === '';
    if (this.empty) return this.box.focus();
    const erased = await this.#act.do(() => this.members.eraseAccount(typed));
    if (erased) this.dispatchEvent(new AccountErasedEvent(erased));
    else if (this.#act.refused && beside(this.#act.refused)) this.box.focus();
  }
}

/** What can be no handle at all is not one's own either. */
function beside(refused: RefusalReason): boolean {
  return refused === 'wrong-handle' || refused === 'malformed';
}

declare global {
  interface HTMLElementTagNameMap {
    'erase-section': EraseSection;
  }
}
