import { msg } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { EllipsisVertical, Link, LockKeyhole } from 'lucide';
import type { Door } from '../../../shared/room/state.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { RoomWishEvent } from '../room-wish.ts';
import { baseStyle, titleSize } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import { hereWords } from '../words/count-words.ts';
import { doorMarkWords } from '../words/door-words.ts';
import './line-icon.ts';
import './live-dot.ts';

/**
 * The head of a room: that it is live, how many are here, its link and menu, its title.
 * @fires room-wish `copy-link` or `show-menu`
 */
@customElement('room-header')
export class RoomHeader extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    css`
      .line {
        display: flex;
        align-items: center;
        gap: 10px;
        min-height: var(--target);
        margin-inline-end: -14px;
        color: var(--ink-soft);
        font-size: 0.875rem;
      }
      live-dot {
        color: var(--live);
      }
      .line span {
        flex: 1;
      }
      .line line-icon {
        --icon-size: 21px;
      }
      .locked {
        --icon-size: 16px !important;
        color: var(--ink-faint);
      }
      .icon {
        margin-inline-start: -6px;
      }
      h1 {
        margin-top: var(--space-1);
        max-width: 20em;
      }
    `,
  ];

  @property() heading = '';
  @property({ type: Number }) here = 0;
  @property({ type: Boolean }) locked = false;
  @property() door: Door = 'link';
  /** Leaves the link to a larger button elsewhere on the page. */
  @property({ type: Boolean }) linkless = false;
  @query('h1') private titleElement!: HTMLElement;

  constructor() {
    super();
    new LocaleController(this);
  }

  override focus(): void {
    this.titleElement.focus({ preventScroll: true });
  }

  override render() {
    return html`
      <div class="line">
        <live-dot>${msg('Live')}</live-dot>
        <span
          >${[hereWords(this.here), doorMarkWords(this.door), this.locked && msg('locked')].filter(Boolean).join(' · ')}</span
        >
        ${this.locked ? html`<line-icon class="locked" .icon=${LockKeyhole}></line-icon>` : nothing}
        ${this.linkless ? nothing : this.#renderLink()} ${this.#renderMore()}
      </div>
      <h1 class=${titleSize(this.heading)} tabindex="-1">${this.heading}</h1>
    `;
  }

  #renderLink() {
    const label = msg('Copy link');
    return html`<button class="icon" type="button" aria-label=${label} title=${label} @click=${this.#copy}>
      <line-icon .icon=${Link}></line-icon>
    </button>`;
  }

  #renderMore() {
    const label = msg('More');
    return html`<button
      class="icon"
      type="button"
      aria-label=${label}
      aria-haspopup="menu"
      title=${label}
      @click=${this.#ask}
    >
      <line-icon .icon=${EllipsisVertical}></line-icon>
    </button>`;
  }

  #copy(): void {
    this.dispatchEvent(new RoomWishEvent({ type: 'copy-link' }));
  }

  #ask(event: MouseEvent): void {
    const beside = (event.currentTarget as HTMLElement).getBoundingClientRect();
    this.dispatchEvent(new RoomWishEvent({ type: 'show-menu', beside }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'room-header': RoomHeader;
  }
}
