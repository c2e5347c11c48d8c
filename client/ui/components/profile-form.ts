import { msg, str } from '@lit/localize';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, queryAll, state } from 'lit/decorators.js';
import type { ProfileText } from '../../../shared/protocol/members.ts';
import { ABOUT_LIMIT } from '../../../shared/protocol/text.ts';
import type { RefusalReason } from '../../../shared/room/refusals.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { type ProfileFaults, readProfile } from '../read-profile.ts';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import { submitOnEnter } from '../submit-on-enter.ts';
import { profileFaultWords } from '../words/profile-fault-words.ts';
import { refusalWords } from '../words/refusal-words.ts';
import './text-field.ts';
import type { TextField } from './text-field.ts';

/** From here on it is said how many characters are left. */
const NEARLY_FULL = 60;
const fields = ['name', 'handle', 'about', 'instagram', 'linkedin'] as const;

/** A profile was typed that the server would take. */
export class ProfileTypedEvent extends Event {
  readonly text: ProfileText;

  constructor(text: ProfileText) {
    super('profile-typed');
    this.text = text;
  }
}

/**
 * The texts of one's own profile.
 * @fires profile-typed with texts that passed
 */
@customElement('profile-form')
export class ProfileForm extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    css`
      form {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-5);
      }
      .end {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-3);
      }
      .saved {
        color: var(--press);
        font-weight: 700;
      }
      .fault {
        color: var(--live-text);
        font-weight: 600;
      }
    `,
  ];

  /** What is kept: it stands in the boxes to begin with, and again when something else is kept. */
  @property({ attribute: false }) text!: ProfileText;
  /** Whether the answer is on its way. */
  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) refused: RefusalReason | null = null;
  /** Whether what stands in the boxes is what is kept. */
  @property({ type: Boolean }) saved = false;
  /** What the boxes were last given. */
  @state() private given!: ProfileText;
  @state() private faults: ProfileFaults = {};
  @state() private charactersLeft = ABOUT_LIMIT;
  @queryAll('text-field') private boxes!: NodeListOf<TextField>;

  constructor() {
    super();
    new LocaleController(this);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('text')) this.given = this.text;
  }

  /** Puts the cursor into a box. */
  focusField(field: keyof ProfileText): void {
    this.boxes[fields.indexOf(field)]?.focus();
  }

  override render() {
    return html`<form novalidate @submit=${this.#submit} @keydown=${submitOnEnter}>
      ${this.#renderName()} ${this.#renderHandle()} ${this.#renderAbout()} ${this.#renderElsewhere()}
      <div class="end">
        <button class="main" aria-disabled=${this.busy ? 'true' : 'false'}>
          ${this.busy ? msg('One moment…') : msg('Save')}
        </button>
        <span role="status" class=${this.saved ? 'saved' : ''}>${this.saved ? msg('Saved') : nothing}</span>
      </div>
      ${this.#renderRefusal()}
    </form>`;
  }

  #renderName() {
    return html`<text-field
      .label=${msg('Your name')}
      .value=${this.given.name}
      .fault=${profileFaultWords('name', this.faults)}
      autocomplete="name"
      autocapitalize="words"
      @input=${this.#recheck}
    ></text-field>`;
  }

  #renderHandle() {
    const taken = this.refused === 'handle-taken' ? refusalWords('handle-taken') : '';
    return html`<text-field
      .label=${msg('Handle')}
      .value=${this.given.handle}
      .fault=${profileFaultWords('handle', this.faults) || taken}
      .hint=${msg('Your profile’s address. Links to your present handle stop working when you change it.')}
      lead="@"
      @input=${this.#recheck}
    ></text-field>`;
  }

  #renderAbout() {
    const left = this.charactersLeft;
    return html`<text-field
      kind="lines"
      .label=${msg('About you')}
      .value=${this.given.about}
      .fault=${profileFaultWords('about', this.faults)}
      .hint=${left <= NEARLY_FULL ? charactersLeftWords(left) : msg('A few lines: what you do, what you like to talk about.')}
      @input=${this.#recheck}
    ></text-field>`;
  }

  #renderElsewhere() {
    return html`
      <text-field
        label="Instagram"
        .value=${this.given.instagram}
        .fault=${profileFaultWords('instagram', this.faults)}
        .hint=${msg('Your name there, or the address of your profile')}
        @input=${this.#recheck}
      ></text-field>
      <text-field
        label="LinkedIn"
        .value=${legible(this.given.linkedin)}
        .fault=${profileFaultWords('linkedin', this.faults)}
        .hint=${msg('The address of your profile')}
        @input=${this.#recheck}
      ></text-field>
    `;
  }

  #renderRefusal() {
    if (!this.refused || this.refused === 'handle-taken') return nothing;
    return html`<p class="fault" role="alert">${refusalWords(this.refused)}</p>`;
  }

  get #typed(): ProfileText {
    const [name, handle, about, instagram, linkedin] = Array.from(this.boxes, ({ typed }) => typed);
    return {
      name: name ?? '',
      handle: handle ?? '',
      about: about ?? '',
      instagram: instagram ?? '',
      linkedin: linkedin ?? '',
    };
  }

  #submit(event: Event): void {
    event.preventDefault();
    if (this.busy) return;
    const typed = this.#typed;
    const read = readProfile(typed);
    this.faults = 'faults' in read ? read.faults : {};
    if ('text' in read) this.#tell(typed, read.text);
    else void this.updateComplete.then(() => this.#focusFault());
  }

  /** First what was typed becomes the boxes' value, so that they take over what is kept of it, if that is written otherwise. */
  #tell(typed: ProfileText, text: ProfileText): void {
    this.given = typed;
    void this.updateComplete.then(() => this.dispatchEvent(new ProfileTypedEvent(text)));
  }

  #focusFault(): void {
    const first = fields.find((field) => this.faults[field]);
    if (first) this.focusField(first);
  }

  /** Complains only of what was complained of before, or as soon as the lines are too many. */
  #recheck(): void {
    const typed = this.#typed;
    const read = readProfile(typed);
    const faults: ProfileFaults = 'faults' in read ? read.faults : {};
    const known = fields.filter((field) => this.faults[field] ?? faults[field] === 'too-long');
    this.faults = Object.fromEntries(known.map((field) => [field, faults[field]]));
    this.charactersLeft = ABOUT_LIMIT - Array.from(typed.about).length;
    this.dispatchEvent(new Event('profile-edited'));
  }
}

/** Kept as an address has it; shown as people write it. */
function legible(kept: string): string {
  try {
    return decodeURI(kept);
  } catch {
    return kept;
  }
}

function charactersLeftWords(left: number): string {
  return left === 1 ? msg('1 character left') : msg(str`${left} characters left`);
}

declare global {
  interface HTMLElementTagNameMap {
    'profile-form': ProfileForm;
  }
}
