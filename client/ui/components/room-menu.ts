import { msg } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { IconNode } from 'lucide';
import {
  Check,
  CircleQuestionMark,
  DoorClosed,
  DoorOpen,
  LockKeyhole,
  LockKeyholeOpen,
  Pencil,
  Settings2,
} from 'lucide';
import { handsPolicies } from '../../../shared/protocol/text.ts';
import type { HandsPolicy } from '../../../shared/room/state.ts';
import { FocusReturnController } from '../controllers/focus-return-controller.ts';
import { RoomWishEvent, type RoomWish } from '../room-wish.ts';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import { menuStyle, placeBeside } from '../styles/menu-style.ts';
import './line-icon.ts';
import { moveInMenu } from './menu-keys.ts';

/**
 * A room's menu: what its owner and its moderators change, and settings and help for everyone. Open for as long as it is on the page.
 * @fires room-wish `show` or `command`
 * @fires menu-closed
 */
@customElement('room-menu')
export class RoomMenu extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    menuStyle,
    css`
      .label {
        padding: var(--space-1) 14px 2px;
      }
      [role='menuitemradio'] line-icon {
        visibility: hidden;
      }
      [role='menuitemradio'][aria-checked='true'] line-icon {
        color: var(--press);
        visibility: visible;
      }
    `,
  ];

  @property({ type: Boolean }) moderator = false;
  @property({ type: Boolean }) owner = false;
  @property({ type: Boolean }) locked = false;
  @property() hands: HandsPolicy = 'everyone';
  @property({ attribute: false }) beside!: DOMRect;
  @query('[popover]') private card!: HTMLElement;
  readonly #focus = new FocusReturnController(this);

  protected override firstUpdated(): void {
    this.card.showPopover();
    placeBeside(this.card, this.beside);
    this.renderRoot.querySelector<HTMLElement>('[role=menuitem]')?.focus({ preventScroll: true });
  }

  override render() {
    return html`<div
      popover="auto"
      role="menu"
      aria-label=${msg('Room')}
      @toggle=${this.#toggled}
      @keydown=${moveInMenu}
    >
      ${this.owner ? this.#renderItem(DoorOpen, msg('Who may come in'), { type: 'show', dialog: 'door' }) : nothing}
      ${this.moderator ? this.#renderModeration() : nothing}
      ${this.#renderItem(Settings2, msg('Settings'), { type: 'show', dialog: 'settings' })}
      ${this.#renderItem(CircleQuestionMark, msg('Help and shortcuts'), { type: 'show', dialog: 'help' })}
      ${this.moderator ? this.#renderClosing() : nothing}
    </div>`;
  }

  #renderModeration() {
    const { locked } = this;
    const lock = { type: 'command', command: { type: 'lock', locked: !locked } } as const;
    return html`
      ${this.#renderItem(Pencil, msg('Change the title'), { type: 'show', dialog: 'retitle' })}
      ${this.#renderItem(
        locked ? LockKeyholeOpen : LockKeyhole,
        locked ? msg('Unlock the room') : msg('Lock the room'),
        lock,
      )}
      <hr />
      <div role="group" aria-labelledby="hands">
        <p class="label" id="hands">${msg('Who may raise a hand')}</p>
        ${handsPolicies.map((policy) => this.#renderPolicy(policy))}
      </div>
      <hr />
    `;
  }

  #renderClosing() {
    return html`<hr />
      ${this.#renderItem(DoorClosed, msg('Close the room'), { type: 'show', dialog: 'close' }, 'warn')}`;
  }

  #renderItem(icon: IconNode, words: string, wish: RoomWish, kind = '') {
    return html`<button type="button" role="menuitem" class=${kind} @click=${() => this.#choose(wish)}>
      <line-icon .icon=${icon}></line-icon>${words}
    </button>`;
  }

  #renderPolicy(hands: HandsPolicy) {
    const wish = { type: 'command', command: { type: 'set-hands', hands } } as const;
    return html`<button
      type="button"
      role="menuitemradio"
      aria-checked=${hands === this.hands ? 'true' : 'false'}
      @click=${() => this.#choose(wish)}
    >
      <line-icon .icon=${Check}></line-icon>${policyWords(hands)}
    </button>`;
  }

  #choose(wish: RoomWish): void {
    this.card.hidePopover();
    // Before a dialog may take it, which then gives it back.
    this.#focus.giveBack();
    this.dispatchEvent(new RoomWishEvent(wish));
  }

  #toggled(event: ToggleEvent): void {
    // The event comes late: another menu may have taken this one's place.
    if (event.newState === 'closed' && this.isConnected) this.dispatchEvent(new Event('menu-closed'));
  }
}

function policyWords(hands: HandsPolicy): string {
  switch (hands) {
    case 'everyone':
      return msg('Everyone');
    case 'members':
      return msg('Members only');
    case 'off':
      return msg('Nobody');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'room-menu': RoomMenu;
  }
}
