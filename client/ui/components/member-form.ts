import { msg } from '@lit/localize';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { readHandle } from '../../../shared/members/handle.ts';
import { suggestHandle } from '../../../shared/members/suggest-handle.ts';
import { NAME_LIMIT, readText } from '../../../shared/protocol/text.ts';
import type { RefusalReason } from '../../../shared/room/refusals.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import { submitOnEnter } from '../submit-on-enter.ts';
import { handleFaultWords } from '../words/handle-fault-words.ts';
import { refusalWords } from '../words/refusal-words.ts';
import { textFaultWords } from '../words/text-fault-words.ts';
import './text-field.ts';
import type { TextField } from './text-field.ts';

/** A name and a handle were typed that the server would take, if nobody has the handle. */
export class MemberTypedEvent extends Event {
  readonly handle: string;
  readonly name: string;

  constructor(handle: string, name: string) {
    super('member-typed');
    this.handle = handle;
    this.name = name;
  }
}

/**
 * Asks a new member for name and handle. The handle follows from the name until somebody types one.
 * @fires member-typed with what passed
 */
@customElement('member-form')
export class MemberForm extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    css`
      form {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-5);
      }
      button {
        justify-self: start;
        min-height: 50px;
        padding-inline: 26px;
      }
      .fault {
        color: var(--live-text);
        font-weight: 600;
      }
    `,
  ];

  /** The name to begin with. */
  @property() name = '';
  @property() action = '';
  /** Whether the answer is on its way. */
  @property({ type: Boolean }) busy = false;
  @property() refused: RefusalReason | null = null;
  @state() private suggested = '';
  @state() private nameFault = '';
  @state() private handleFault = '';
  #handleTyped = false;
  @query('#name') private nameField!: TextField;
  @query('#handle') private handleField!: TextField;

  constructor() {
    super();
    new LocaleController(this);
  }

  override focus(): void {
    this.nameField.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('name') && !this.#handleTyped) this.suggested = suggestHandle(this.name);
    if (changed.has('refused')) this.handleFault = '';
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('refused') && this.refused === 'handle-taken') this.handleField.focus();
  }

  override render() {
    return html`<form novalidate @submit=${this.#submit} @keydown=${submitOnEnter}>
      ${this.#renderName()} ${this.#renderHandle()}
      ${this.refused && this.refused !== 'handle-taken' ? this.#renderRefusal(this.refused) : nothing}
      <button class="main" aria-disabled=${this.busy ? 'true' : 'false'}>
        ${this.busy ? msg('One moment…') : this.action}
      </button>
    </form>`;
  }

  #renderName() {
    return html`<text-field
      id="name"
      .label=${msg('Your name')}
      .value=${this.name}
      .fault=${this.nameFault}
      .hint=${msg('As others see it in rooms')}
      autocomplete="name"
      autocapitalize="words"
      @input=${this.#suggest}
    ></text-field>`;
  }

  #renderHandle() {
    const taken = this.refused === 'handle-taken' ? refusalWords(this.refused) : '';
    return html`<text-field
      id="handle"
      .label=${msg('Handle')}
      .value=${this.suggested}
      .fault=${this.handleFault || taken}
      .hint=${msg('Yours alone on this server, and the address of your profile')}
      lead="@"
      autocomplete="username"
      @input=${() => (this.#handleTyped = true)}
    ></text-field>`;
  }

  #renderRefusal(reason: RefusalReason) {
    return html`<p class="small fault" role="alert">${refusalWords(reason)}</p>`;
  }

  #suggest(): void {
    if (!this.#handleTyped) this.suggested = suggestHandle(this.nameField.typed);
  }

  #submit(event: Event): void {
    event.preventDefault();
    if (this.busy) return;
    const name = readText(this.nameField.typed, NAME_LIMIT);
    const handle = readHandle(this.handleField.typed);
    this.nameFault = 'fault' in name ? textFaultWords(name.fault, NAME_LIMIT) : '';
    this.handleFault = 'fault' in handle ? handleFaultWords(handle.fault) : '';
    if ('fault' in name) return this.nameField.focus();
    if ('fault' in handle) return this.handleField.focus();
    this.dispatchEvent(new MemberTypedEvent(handle.handle, name.text));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'member-form': MemberForm;
  }
}
