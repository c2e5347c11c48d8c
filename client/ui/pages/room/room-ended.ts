import { msg } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RoomState } from '../../../session/room-state.ts';
import { LocaleController } from '../../controllers/locale-controller.ts';
import { baseStyle } from '../../styles/base-style.ts';
import { buttonStyle } from '../../styles/button-style.ts';
import { quietPageStyle } from '../../styles/quiet-page-style.ts';
import { endingWords } from '../../words/ending-words.ts';
import { JoinEvent } from './room-lobby.ts';

/**
 * After a room: why one is not in it any more, and the way back where there is one.
 * @fires join
 * @fires reopen
 */
@customElement('room-ended')
export class RoomEnded extends LitElement {
  static override styles = [baseStyle, buttonStyle, quietPageStyle];

  @property({ attribute: false }) ended!: Extract<RoomState, { phase: 'ended' }>;
  @property({ type: Boolean }) reopening = false;

  constructor() {
    super();
    new LocaleController(this);
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('h1')?.focus({ preventScroll: true });
  }

  override render() {
    const { heading, text } = endingWords(this.ended.ending);
    return html`<div class="quiet">
      <p class="small">${this.ended.preview.title}</p>
      <h1 tabindex="-1">${heading}</h1>
      <p>${text}</p>
      <div class="row">${this.#renderWayBack()}<a class="button" href="/">${msg('To the hallway')}</a></div>
    </div>`;
  }

  #renderWayBack() {
    const { ending, preview } = this.ended;
    switch (ending.reason) {
      case 'left':
      case 'timed-out':
        return this.#renderButton(msg('Join again'), this.#join);
      case 'replaced':
        return this.#renderButton(msg('Bring it here'), this.#join);
      case 'closed':
        return preview.yours ? this.#renderButton(msg('Open again'), this.#reopen) : nothing;
      case 'removed':
        return nothing;
    }
  }

  #renderButton(words: string, act: () => void) {
    return html`<button class="main" type="button" @click=${act}>${words}</button>`;
  }

  readonly #join = () => this.dispatchEvent(new JoinEvent());

  readonly #reopen = () => {
    if (!this.reopening) this.dispatchEvent(new Event('reopen'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'room-ended': RoomEnded;
  }
}
