import { msg } from '@lit/localize';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { IconNode } from 'lucide';
import { Hand, Mic, MicOff, Radio } from 'lucide';
import { LevelController } from '../controllers/level-controller.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { RoomWishEvent, type RoomWish } from '../room-wish.ts';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import './line-icon.ts';

/**
 * What one thumb needs: leaving, the microphone or the hand, and how the audio travels.
 * @fires room-wish `leave`, `toggle-microphone`, `toggle-hand`, `show`
 */
@customElement('room-bar')
export class RoomBar extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    css`
      .bar {
        display: grid;
        grid-template-columns: 1fr auto 1fr;
        align-items: center;
        gap: var(--space-2);
        padding: 14px var(--gutter);
        isolation: isolate;
      }
      .warn {
        color: var(--live);
        justify-self: start;
        min-height: 48px;
        margin-inline-start: -12px;
        padding: 0 12px;
        text-align: start;
      }
      .round {
        position: relative;
        width: 72px;
        height: 72px;
        padding: 0;
        border-radius: 50%;
        --icon-size: 30px;
      }
      .round::before {
        position: absolute;
        inset: -7px;
        border-radius: 50%;
        background: var(--halo-press);
        content: '';
        transform: scale(calc(1 + var(--level, 0) * 0.22));
        z-index: -1;
      }
      .round:not(.main) {
        border: 2px solid var(--press);
        color: var(--press);
      }
      .round:not(.main)::before,
      .round[disabled]::before {
        display: none;
      }
      .round[disabled] {
        border-color: var(--outline);
        color: var(--ink-faint);
      }
      .asked {
        animation: nod 600ms var(--ease) 3;
      }
      @keyframes nod {
        50% {
          transform: translateY(-5px);
        }
      }
      .travel {
        justify-self: end;
        width: 48px;
        height: 48px;
        border-color: var(--outline);
        color: var(--ink);
      }
      @media (prefers-reduced-motion: reduce) {
        .asked {
          animation: none;
        }
      }
    `,
  ];

  @property({ type: Boolean }) onStage = false;
  @property({ type: Boolean }) muted = false;
  @property({ type: Boolean }) handRaised = false;
  @property({ type: Boolean }) mayRaise = false;
  /** A moderator has just asked to unmute. */
  @property({ type: Boolean }) asked = false;
  @property({ attribute: false }) level: () => number = () => 0;

  constructor() {
    super();
    new LocaleController(this);
    new LevelController(this, () => (this.onStage && !this.muted ? this.level() : null));
  }

  override render() {
    return html`<div class="bar">
      <button class="warn" type="button" @click=${this.#wishing({ type: 'leave' })}>
        ${msg('Leave quietly')}
      </button>
      ${this.onStage ? this.#renderMicrophone() : this.#renderHand()} ${this.#renderTravel()}
    </div>`;
  }

  #renderMicrophone() {
    const label = this.muted ? msg('Unmute') : msg('Mute');
    return this.#renderRound({
      label,
      icon: this.muted ? MicOff : Mic,
      lit: !this.muted,
      type: 'toggle-microphone',
    });
  }

  #renderHand() {
    const label = this.handRaised ? msg('Lower hand') : msg('Raise hand');
    return this.#renderRound({ label, icon: Hand, lit: this.handRaised, type: 'toggle-hand' });
  }

  #renderRound(look: {
    label: string;
    icon: IconNode;
    lit: boolean;
    type: 'toggle-microphone' | 'toggle-hand';
  }) {
    const { label, icon, lit, type } = look;
    return html`<button
      class="round ${lit ? 'main' : ''} ${this.asked ? 'asked' : ''}"
      type="button"
      aria-label=${label}
      title=${label}
      ?disabled=${type === 'toggle-hand' && !this.mayRaise}
      @click=${this.#wishing({ type })}
    >
      <line-icon .icon=${icon}></line-icon>
    </button>`;
  }

  #renderTravel() {
    const label = msg('How the audio travels');
    return html`<button
      class="icon travel"
      type="button"
      aria-label=${label}
      title=${label}
      @click=${this.#wishing({ type: 'show', dialog: 'travel' })}
    >
      <line-icon .icon=${Radio}></line-icon>
    </button>`;
  }

  #wishing(wish: RoomWish) {
    return () => this.dispatchEvent(new RoomWishEvent(wish));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'room-bar': RoomBar;
  }
}
