import { msg } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Hand } from 'lucide';
import { LocaleController } from '../controllers/locale-controller.ts';
import type { RoomPerson } from '../room-people.ts';
import { RoomWishEvent } from '../room-wish.ts';
import { baseStyle } from '../styles/base-style.ts';
import { personLabel } from '../words/person-words.ts';
import './line-icon.ts';
import { faceOf } from './person-face.ts';

/**
 * Somebody in the audience: a small circle, the name, and whether their hand is up.
 * @fires room-wish `show-person`
 */
@customElement('listener-tile')
export class ListenerTile extends LitElement {
  static override styles = [
    baseStyle,
    css`
      button {
        position: relative;
        display: grid;
        justify-items: center;
        gap: 6px;
        width: 100%;
        padding: 6px 0;
        border: 0;
        border-radius: var(--radius-small);
        background: none;
        color: var(--ink-soft);
        font: 400 var(--type-tiny) / 1.3 var(--sans);
        cursor: pointer;
        --face-size: 52px;
      }
      .circle {
        position: relative;
      }
      .hand {
        position: absolute;
        inset: auto -5px -3px auto;
        display: grid;
        place-items: center;
        width: 24px;
        height: 24px;
        border-radius: 50%;
        background: var(--press);
        color: var(--on-press);
        box-shadow: 0 0 0 2px var(--sheet);
        --icon-size: 13px;
        --icon-stroke: 2.25;
        animation: raise var(--soft) var(--ease);
      }
      @keyframes raise {
        from {
          opacity: 0;
          transform: translateY(8px);
        }
      }
      .name {
        max-width: 100%;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .guest {
        margin-top: -6px;
        color: var(--ink-faint);
      }
      .you {
        color: var(--ink);
        font-weight: 700;
      }
      :host([away]) .circle {
        opacity: 0.45;
        filter: saturate(0.4);
      }
    `,
  ];

  @property({ attribute: false }) person!: RoomPerson;
  @property({ type: Boolean, reflect: true }) away = false;

  constructor() {
    super();
    new LocaleController(this);
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
          ${faceOf(person)}
          ${
            person.handRaised
              ? html`<span class="hand"><line-icon .icon=${Hand}></line-icon></span>`
              : nothing
          }
        </span>
        <span class=${person.you ? 'name you' : 'name'} aria-hidden="true">${person.name}</span>
        ${person.kind === 'guest' ? html`<span class="guest" aria-hidden="true">${msg('guest')}</span>` : nothing}
      </button>
    `;
  }

  #choose(event: MouseEvent): void {
    const beside = (event.currentTarget as HTMLElement).getBoundingClientRect();
    this.dispatchEvent(new RoomWishEvent({ type: 'show-person', person: this.person, beside }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'listener-tile': ListenerTile;
  }
}
