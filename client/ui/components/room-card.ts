import { msg } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Preview } from '../../../shared/protocol/messages.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { baseStyle, titleSize } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import { listeningWords } from '../words/count-words.ts';
import { doorMarkWords } from '../words/door-words.ts';
import { namesWords } from '../words/person-words.ts';
import './face-row.ts';
import './live-dot.ts';

/**
 * A room in the hallway: a link as large as the card, and a button beside it where the room is one's own and closed.
 * @fires reopen
 */
@customElement('room-card')
export class RoomCard extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    css`
      .card {
        position: relative;
        display: grid;
        gap: 6px;
        padding: 18px 0;
        border-top: 1px solid var(--line);
      }
      .here::before {
        position: absolute;
        inset: 18px auto 18px calc(var(--hallway-gutter, 22px) * -1);
        width: 4px;
        border-radius: 0 4px 4px 0;
        background: var(--live);
        content: '';
      }
      .state {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--space-3);
      }
      h3 {
        font: 400 var(--type-heading) / 1.18 var(--serif);
        overflow-wrap: anywhere;
        text-wrap: pretty;
        hyphens: auto;
        hyphenate-limit-chars: 16 6 6;
      }
      h3.long {
        font-size: calc(var(--type-heading) * 0.9);
      }
      h3 a {
        color: inherit;
        text-decoration: none;
      }
      h3 a::after {
        position: absolute;
        inset: 0;
        content: '';
      }
      h3 a:hover {
        text-decoration: underline;
        text-decoration-thickness: 1px;
      }
      h3 a:focus-visible {
        outline: none;
      }
      h3 a:focus-visible::after {
        inset: 8px -10px;
        border-radius: var(--radius-field);
        outline: 3px solid var(--press);
      }
      .who {
        display: flex;
        align-items: center;
        gap: 10px;
        min-width: 0;
        color: var(--ink-soft);
        font-size: 0.875rem;
        line-height: 1.35;
        --face-size: 32px;
      }
      .who p {
        display: flex;
        min-width: 0;
        white-space: pre;
      }
      .names {
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      button {
        position: relative;
        justify-self: start;
        margin-top: var(--space-1);
        background: var(--sheet);
      }
    `,
  ];

  @property({ attribute: false }) preview!: Preview;
  /** Whether this is the room that is open beside the hallway, and whether one is in it. */
  @property() here: '' | 'open' | 'inside' = '';

  constructor() {
    super();
    new LocaleController(this);
  }

  override render() {
    const { title, roomId, live } = this.preview;
    return html`<div class=${this.here ? 'card here' : 'card'}>
      ${this.#renderState()}
      <h3 class=${titleSize(title)}>
        <a href="/r/${roomId}" aria-current=${this.here ? 'page' : 'false'}>${title}</a>
      </h3>
      ${live ? this.#renderWho() : this.#renderClosed()}
    </div>`;
  }

  #renderState() {
    const { live, door } = this.preview;
    const mark = doorMarkWords(door);
    if (!live && !mark) return nothing;
    return html`<p class="state small">
      ${live ? html`<live-dot>${this.here === 'inside' ? msg('You are here') : msg('Live')}</live-dot>` : nothing}
      ${mark ? html`<span>${mark}</span>` : nothing}
    </p>`;
  }

  #renderWho() {
    const names = this.preview.stage.map(({ name }) => name);
    return html`<div class="who">
      ${names.length > 0 ? html`<face-row .people=${this.preview.stage}></face-row>` : nothing}
      <p><span class="names">${namesWords(names)}</span>${this.#renderListening(names.length > 0)}</p>
    </div>`;
  }

  #renderListening(afterNames: boolean) {
    return html`<span>${afterNames ? ' · ' : ''}${listeningWords(this.preview.listening)}</span>`;
  }

  #renderClosed() {
    return html`<button type="button" @click=${() => this.dispatchEvent(new Event('reopen'))}>
      ${msg('Open again')}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'room-card': RoomCard;
  }
}
