import { msg } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { CloudOff, MicOff, Volume2 } from 'lucide';
import type { Inside } from '../../../session/room-state.ts';
import '../../components/notice-banner.ts';
import { LocaleController } from '../../controllers/locale-controller.ts';
import { RoomWishEvent } from '../../room-wish.ts';
import { baseStyle } from '../../styles/base-style.ts';
import { buttonStyle } from '../../styles/button-style.ts';
import { microphoneFailureWords } from '../../words/microphone-words.ts';
import { fetchFurther } from './fetch-further.ts';

/**
 * What is not as it should be, for as long as it lasts, and what can be done about it.
 * @fires room-wish `listen`, `show-microphone`
 */
@customElement('room-notices')
export class RoomNotices extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    css`
      notice-banner,
      waiting-notice {
        margin: var(--space-4) -6px 0;
      }
    `,
  ];

  @property({ attribute: false }) inside!: Inside;

  constructor() {
    super();
    new LocaleController(this);
  }

  protected override firstUpdated(): void {
    void fetchFurther();
  }

  override render() {
    const { waiting } = this.inside;
    return [
      this.#renderPlayback(),
      this.#renderConnection(),
      waiting ? html`<waiting-notice></waiting-notice>` : nothing,
      this.#renderMicrophone(),
    ];
  }

  #renderConnection() {
    const { offline, connection } = this.inside;
    if (offline) {
      return html`<notice-banner .icon=${CloudOff}>
        ${msg('This device has no network. You are brought back as soon as it has one.')}
      </notice-banner>`;
    }
    if (connection === 'online') return nothing;
    return html`<notice-banner .icon=${CloudOff}>
      ${msg('The server is not reachable. The conversation goes on.')}
    </notice-banner>`;
  }

  #renderPlayback() {
    if (this.inside.playback === 'playing') return nothing;
    return html`<notice-banner .icon=${Volume2}>
      ${msg('Your browser waits for a tap before it plays sound.')}
      <button slot="action" class="main" type="button" @click=${this.#listen}>${msg('Tap to listen')}</button>
    </notice-banner>`;
  }

  #renderMicrophone() {
    const { microphone } = this.inside;
    if (microphone.status !== 'failed') return nothing;
    return html`<notice-banner .icon=${MicOff}>
      ${microphoneFailureWords(microphone.why)}
      <button slot="action" type="button" @click=${this.#chooseAgain}>${msg('Try again')}</button>
    </notice-banner>`;
  }

  #listen(): void {
    this.dispatchEvent(new RoomWishEvent({ type: 'listen' }));
  }

  #chooseAgain(): void {
    this.dispatchEvent(new RoomWishEvent({ type: 'show-microphone' }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'room-notices': RoomNotices;
  }
}
