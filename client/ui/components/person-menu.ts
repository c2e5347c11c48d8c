import { msg, str } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { IconNode } from 'lucide';
import { ArrowDownToLine, Hand, Mic, MicOff, Star, UserRoundPlus, UserRoundX, Volume2 } from 'lucide';
import { FocusReturnController } from '../controllers/focus-return-controller.ts';
import type { PersonAction } from '../person-actions.ts';
import type { RoomPerson } from '../room-people.ts';
import { RoomWishEvent } from '../room-wish.ts';
import { profilePath } from '../router.ts';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import { fieldStyle } from '../styles/field-style.ts';
import { menuStyle, placeBeside } from '../styles/menu-style.ts';
import { actionWords } from '../words/action-words.ts';
import { personLabel } from '../words/person-words.ts';
import { stagePlacesLeft, stageRoomWords } from '../words/stage-words.ts';
import './line-icon.ts';
import { moveInMenu } from './menu-keys.ts';
import { faceOf } from './person-face.ts';
import './profile-card.ts';
import type { ProfileCard } from './profile-card.ts';

const icons: Record<PersonAction, IconNode> = {
  'bring-on-stage': UserRoundPlus,
  mute: MicOff,
  'ask-to-unmute': Mic,
  'lower-hand': Hand,
  'make-moderator': Star,
  'take-back-moderator': Star,
  'move-to-audience': ArrowDownToLine,
  remove: UserRoundX,
};

/** How loud a person shall sound here, 0 to 1. */
export class VolumeChosenEvent extends Event {
  readonly volume: number;

  constructor(volume: number) {
    super('volume-chosen');
    this.volume = volume;
  }
}

/**
 * Who somebody is, what may be done to them, and how loud they are here. Open for as long as it is on the page.
 * @fires room-wish `command` or `confirm-removal`
 * @fires volume-chosen
 * @fires menu-closed
 */
@customElement('person-menu')
export class PersonMenu extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    fieldStyle,
    menuStyle,
    css`
      header {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        padding: var(--space-2) var(--space-2) var(--space-3);
        --face-size: 60px;
      }
      header div {
        display: grid;
        justify-items: start;
        min-width: 0;
      }
      strong {
        font: 400 var(--type-heading) / 1.18 var(--serif);
        overflow-wrap: anywhere;
      }
      header a {
        font-size: var(--type-label);
        line-height: 1.5;
      }
      button .small {
        display: block;
      }
      /* Why it cannot be done has to be legible. */
      [role='menuitem'][aria-disabled='true'] {
        opacity: 1;
        color: var(--ink-faint);
      }
      .volume {
        display: grid;
        grid-template-columns: auto 1fr;
        align-items: center;
        gap: 0 var(--space-3);
        padding: 0 14px;
        color: var(--ink-faint);
        --icon-size: 20px;
      }
    `,
  ];

  @property({ attribute: false }) person!: RoomPerson;
  @property({ attribute: false }) actions: readonly PersonAction[] = [];
  @property({ attribute: false }) beside!: DOMRect;
  /** Whether to show what they tell of themselves, and *Follow*: to members, about other members. */
  @property({ type: Boolean }) profiled = false;
  /** How many are on stage: there is room for so many only. */
  @property({ type: Number }) onStage = 0;
  /** How loud they are here now; null where there is nothing to hear. */
  @property({ attribute: false }) volume: number | null = null;
  @query('[popover]') private card!: HTMLElement;
  readonly #focus = new FocusReturnController(this);

  protected override firstUpdated(): void {
    this.card.showPopover();
    this.#place();
    (this.renderRoot.querySelector<HTMLElement>('[role=menuitem]') ?? this.card).focus({
      preventScroll: true,
    });
  }

  override render() {
    const { person } = this;
    return html`
      <div popover="auto" role="dialog" tabindex="-1" aria-label=${person.name} @toggle=${this.#toggled}>
        ${this.#renderHeader()} ${this.profiled ? this.#renderProfile() : nothing} ${this.#renderActions()}
        ${this.volume === null ? nothing : this.#renderVolume()}
      </div>
    `;
  }

  #renderHeader() {
    const facts = personLabel({ ...this.person, name: '' }).split(', ');
    return html`<header>
      ${faceOf(this.person)}
      <div>
        <strong>${this.person.name}</strong>
        ${this.person.handle ? this.#renderHandle(this.person.handle) : nothing}
        <span class="small">${facts.join(' · ')}</span>
      </div>
    </header>`;
  }

  /** In a tab of its own: whoever looks somebody up does not want to leave the room. */
  #renderHandle(handle: string) {
    return html`<a href=${profilePath(handle)} target="_blank" rel="noopener"
      >@${handle}<span class="spoken"> (${msg('opens in a new tab')})</span></a
    >`;
  }

  #renderProfile() {
    return html`<profile-card .handle=${this.person.handle} @profile-shown=${this.#grow}></profile-card>`;
  }

  #renderActions() {
    if (this.actions.length === 0) return nothing;
    const label = msg(str`What to do with ${this.person.name}`);
    return html`<div role="menu" aria-label=${label} @keydown=${moveInMenu}>
      ${this.actions.map((action) => this.#renderAction(action))}
    </div>`;
  }

  #renderAction(action: PersonAction) {
    const left = action === 'bring-on-stage' ? stagePlacesLeft(this.onStage) : Infinity;
    const room = stageRoomWords(left);
    return html`<button
      type="button"
      role="menuitem"
      class=${action === 'remove' ? 'warn' : ''}
      aria-disabled=${left === 0 ? 'true' : 'false'}
      @click=${left === 0 ? nothing : () => this.#act(action)}
    >
      <line-icon .icon=${icons[action]}></line-icon>
      <span
        >${actionWords(action, this.person)}${room ? html` <span class="small">${room}</span>` : nothing}</span
      >
    </button>`;
  }

  #renderVolume() {
    return html`
      ${this.actions.length > 0 ? html`<hr />` : nothing}
      <div class="volume">
        <line-icon .icon=${Volume2}></line-icon>
        <input
          type="range"
          min="0"
          max="100"
          .value=${String(Math.round((this.volume ?? 1) * 100))}
          aria-label=${msg(str`How loud ${this.person.name} is here`)}
          @input=${this.#chooseVolume}
        />
      </div>
    `;
  }

  #place(): void {
    placeBeside(this.card, this.beside);
  }

  async #grow(event: Event): Promise<void> {
    await (event.target as ProfileCard).updateComplete;
    if (this.card.getBoundingClientRect().bottom > innerHeight) this.#place();
  }

  #act(action: PersonAction): void {
    const { person } = this;
    this.card.hidePopover();
    // Before a dialog may take it, which then gives it back.
    this.#focus.giveBack();
    const command = { type: action, who: person.id };
    this.dispatchEvent(
      new RoomWishEvent(
        action === 'remove' ? { type: 'confirm-removal', person } : { type: 'command', command },
      ),
    );
  }

  #chooseVolume(event: Event): void {
    this.dispatchEvent(new VolumeChosenEvent((event.target as HTMLInputElement).valueAsNumber / 100));
  }

  #toggled(event: ToggleEvent): void {
    // The event comes late: another menu may have taken this one's place.
    if (event.newState === 'closed' && this.isConnected) this.dispatchEvent(new Event('menu-closed'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'person-menu': PersonMenu;
  }
}
