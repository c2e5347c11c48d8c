import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { MicOff, Star } from 'lucide';
import { LevelController } from '../controllers/level-controller.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import type { RoomPerson } from '../room-people.ts';
import { RoomWishEvent } from '../room-wish.ts';
import { baseStyle } from '../styles/base-style.ts';
import { personCaption, personLabel } from '../words/person-words.ts';
import './line-icon.ts';
import { faceOf } from './person-face.ts';

/**
 * Somebody on stage: a large circle with a ring that follows their level, and what there is to know about them.
 * @fires room-wish `show-person`
 */
@customElement('stage-tile')
export class StageTile extends LitElement {
  static override styles = [
    baseStyle,
    css`
      button {
        position: relative;
        display: grid;
        justify-items: center;
        width: 100%;
        padding: 6px 0 var(--space-1);
        border: 0;
        border-radius: var(--radius-tray);
        background: none;
        color: var(--ink);
        font: inherit;
        cursor: pointer;
      }
      .circle {
        position: relative;
        display: grid;
        margin-bottom: 15px;
        transition:
          opacity var(--soft),
          filter var(--soft);
      }
      .ring {
        position: absolute;
        inset: -6px;
        border: 3px solid var(--ring);
        border-radius: 50%;
        opacity: clamp(0, calc(var(--level, 0) * 3), 1);
        pointer-events: none;
      }
      .ring.far {
        inset: -9px;
        border-width: 2px;
        opacity: clamp(0, calc(var(--level, 0) * 1.6 - 0.3), 0.6);
        transform: scale(calc(1 + var(--level, 0) * 0.12));
      }
      .mark {
        position: absolute;
        display: grid;
        place-items: center;
        width: 28px;
        height: 28px;
        border-radius: 50%;
        background: var(--sheet);
        font-size: 14px;
      }
      .star {
        inset: -2px auto auto -2px;
        color: var(--press);
        --icon-fill: currentcolor;
        --icon-size: 14px;
      }
      .muted {
        inset: auto -3px -3px auto;
        width: 30px;
        height: 30px;
        border: 1px solid var(--line);
        color: var(--ink-soft);
        --icon-size: 16px;
      }
      .name {
        display: -webkit-box;
        max-width: 100%;
        font-weight: 700;
        font-size: var(--type-label);
        line-height: 1.25;
        overflow: hidden;
        overflow-wrap: anywhere;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
      }
      .caption {
        min-height: 1.4em;
        margin-top: 2px;
        color: var(--ink-faint);
        font-size: var(--type-small);
        line-height: 1.4;
      }
      :host([away]) .circle {
        opacity: 0.45;
        filter: saturate(0.4);
      }
      @media (forced-colors: active) {
        .ring {
          border-color: Highlight;
        }
        .mark {
          border: 1px solid CanvasText;
        }
      }
    `,
  ];

  @property({ attribute: false }) person!: RoomPerson;
  @property({ attribute: false }) levelOf: (id: string) => number = () => 0;
  @property({ type: Boolean, reflect: true }) away = false;

  constructor() {
    super();
    new LocaleController(this);
    new LevelController(this, () => (this.person.muted ? null : this.levelOf(this.person.id)));
  }

  override willUpdate(): void {
    this.away = this.person.away;
  }

  override render() {
    const { person } = this;
    return html`
      <button type="button" aria-haspopup="dialog" @click=${this.#choose}>
        <span class="spoken">${personLabel(person)}</span>
        <span class="circle">
          ${person.muted ? nothing : html`<span class="ring far"></span><span class="ring"></span>`}
          ${faceOf(person)} ${this.#renderMarks()}
        </span>
        <span class="name" aria-hidden="true">${person.name}</span>
        <span class="caption" aria-hidden="true">${personCaption(person)}</span>
      </button>
    `;
  }

  #renderMarks() {
    const star = html`<span class="mark star"><line-icon .icon=${Star}></line-icon></span>`;
    const muted = html`<span class="mark muted"><line-icon .icon=${MicOff}></line-icon></span>`;
    return [this.person.role === 'moderator' ? star : nothing, this.person.muted ? muted : nothing];
  }

  #choose(event: MouseEvent): void {
    const beside = (event.currentTarget as HTMLElement).getBoundingClientRect();
    this.dispatchEvent(new RoomWishEvent({ type: 'show-person', person: this.person, beside }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'stage-tile': StageTile;
  }
}
