import { msg } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RoomEnding, RoomState } from '../../../session/room-state.ts';
import { LocaleController } from '../../controllers/locale-controller.ts';
import { baseStyle } from '../../styles/base-style.ts';
import { buttonStyle } from '../../styles/button-style.ts';
import { quietPageStyle } from '../../styles/quiet-page-style.ts';
import { closedWords } from '../../words/closed-words.ts';
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
    const { ending, preview } = this.ended;
    const { heading, text } = endingWords(ending);
    const closed = !preview.live && ending.reason !== 'removed' && !isOutdated(ending);
    return html`<div class="quiet">
      <p class="small">${preview.title}</p>
      <h1 tabindex="-1">${heading}</h1>
      <p aria-live="polite">${closed ? closedWords(preview) : text}</p>
      <div class="row">${this.#renderWayBack()}<a class="button" href="/">${msg('To the hallway')}</a></div>
    </div>`;
  }

  #renderWayBack() {
    const { ending, preview } = this.ended;
    if (ending.reason === 'removed') return nothing;
    if (isOutdated(ending)) return this.#renderButton(msg('Load the page again'), () => location.reload());
    if (!preview.live) return preview.yours ? this.#renderButton(msg('Open again'), this.#reopen) : nothing;
    return this.#renderButton(joinWords(ending), this.#join);
  }

  #renderButton(words: string, act: () => void) {
    return html`<button class="main" type="button" @click=${act}>${words}</button>`;
  }

  readonly #join = () => this.dispatchEvent(new JoinEvent());

  readonly #reopen = () => {
    if (!this.reopening) this.dispatchEvent(new Event('reopen'));
  };
}

/** Whether the server was updated, so that only a new page can go in. */
function isOutdated(ending: RoomEnding): boolean {
  return ending.reason === 'refused' && ending.why === 'wrong-version';
}

function joinWords({ reason }: RoomEnding): string {
  if (reason === 'closed') return msg('Join');
  return reason === 'replaced' ? msg('Bring it here') : msg('Join again');
}

declare global {
  interface HTMLElementTagNameMap {
    'room-ended': RoomEnded;
  }
}
