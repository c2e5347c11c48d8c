import { msg } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Eye, LockKeyhole, MicOff } from 'lucide';
import { NAME_LIMIT } from '../../../../shared/protocol/text.ts';
import type { RefusalReason } from '../../../../shared/room/refusals.ts';
import type { Lobby } from '../../../session/room-state.ts';
import { inability } from '../../browser-abilities.ts';
import '../../components/line-icon.ts';
import '../../components/live-dot.ts';
import '../../components/person-face.ts';
import '../../components/text-form.ts';
import type { TextTypedEvent } from '../../components/text-form.ts';
import { LocaleController } from '../../controllers/locale-controller.ts';
import { preferences } from '../../preferences.ts';
import { baseStyle, titleSize } from '../../styles/base-style.ts';
import { buttonStyle } from '../../styles/button-style.ts';
import { closedWords } from '../../words/closed-words.ts';
import { hereWords, listeningWords } from '../../words/count-words.ts';
import { roleWords } from '../../words/person-words.ts';
import { refusalWords } from '../../words/refusal-words.ts';
import { roomLobbyStyle } from './room-lobby-style.ts';

/** Somebody wants to come in; a name only from those whom the server does not know. */
export class JoinEvent extends Event {
  readonly guestName: string | undefined;

  constructor(guestName?: string) {
    super('join');
    this.guestName = guestName;
  }
}

/**
 * A room from outside: what it is called, who is there, and one button to go in.
 * @fires about-to-join, when somebody turns to the way in
 * @fires join
 * @fires reopen, where the owner stands before a closed room
 */
@customElement('room-lobby')
export class RoomLobby extends LitElement {
  static override styles = [baseStyle, buttonStyle, roomLobbyStyle];

  @property({ attribute: false }) lobby!: Lobby;
  /** The name under which the server knows this person; null asks for one. */
  @property({ attribute: false }) knownAs: string | null = null;
  /** Whether the room is just being opened again. */
  @property({ type: Boolean }) reopening = false;

  constructor() {
    super();
    new LocaleController(this);
  }

  override render() {
    const { preview } = this.lobby;
    return html`<article aria-label=${preview.title}>
      <div class="head">${this.#renderState()}</div>
      <h1 class=${titleSize(preview.title)} tabindex="-1">${preview.title}</h1>
      ${preview.live ? this.#renderStage() : html`<p class="listening">${closedWords(preview)}</p>`}
      <div
        class="door"
        @pointerover=${this.#turnToDoor}
        @pointerdown=${this.#turnToDoor}
        @focusin=${this.#turnToDoor}
      >
        ${this.#renderDoor()}
      </div>
    </article>`;
  }

  #renderState() {
    const { live, stage, listening } = this.lobby.preview;
    if (!live) return html`<span class="closed">${msg('Closed')}</span>`;
    return html`<live-dot>${msg('Live')}</live-dot><span>${hereWords(stage.length + listening)}</span>`;
  }

  #renderStage() {
    const { stage, listening } = this.lobby.preview;
    return html`
      <ul class="stage" role="list" aria-label=${msg('Stage')}>
        ${stage.map(
          ({ name, role }) =>
            html`<li>
              <person-face name=${name}></person-face>
              <strong>${name}</strong>
              <span class="small">${role === 'moderator' ? roleWords(role) : nothing}</span>
            </li>`,
        )}
      </ul>
      <p class="listening">${listeningWords(listening)}</p>
    `;
  }

  #renderDoor() {
    const { preview } = this.lobby;
    const refused = standingRefusal(this.lobby);
    if (!preview.live) return preview.yours ? this.#renderReopen() : nothing;
    if (inability() === 'no-webrtc') return this.#renderUnable();
    const fault = refused && html`<p class="fault" role="alert">${refusalWords(refused)}</p>`;
    if (refused === 'kept-out') return fault;
    return html`
      ${preview.locked && !refused ? this.#renderNote(LockKeyhole, refusalWords('room-locked')) : nothing}
      ${fault} ${this.#renderJoin()} ${this.#renderHonesty()}
    `;
  }

  /** What one should know before going in. */
  #renderHonesty() {
    const deaf = this.#renderNote(
      MicOff,
      msg(
        'You can listen here. To speak, the page has to come over HTTPS: browsers give out the microphone only then.',
      ),
    );
    return html`
      ${inability() === null ? nothing : deaf}
      ${this.#renderNote(
        Eye,
        msg(
          'People in a room see each other’s IP address, because voices go straight from browser to browser.',
        ),
      )}
    `;
  }

  #renderJoin() {
    const { entering } = this.lobby;
    if (this.knownAs !== null) {
      return html`<button
        class="main large"
        type="button"
        aria-disabled=${entering ? 'true' : 'false'}
        @click=${this.#join}
      >
        ${entering ? msg('One moment…') : msg('Join')}
      </button>`;
    }
    return html`<text-form
      .label=${msg('Your name')}
      .action=${msg('Join')}
      .limit=${NAME_LIMIT}
      .value=${preferences().guestName}
      .busy=${entering}
      autocomplete="nickname"
      @text-typed=${this.#joinAsGuest}
    ></text-form>`;
  }

  #renderReopen() {
    const busy = this.reopening || this.lobby.entering;
    return html`<button
      class="main large"
      type="button"
      aria-disabled=${busy ? 'true' : 'false'}
      @click=${this.#reopen}
    >
      ${busy ? msg('One moment…') : msg('Open again')}
    </button>`;
  }

  #renderUnable() {
    return html`<p class="fault">
      ${msg('This browser cannot take part: it has no WebRTC. Try a current Firefox, Chrome, Edge or Safari.')}
    </p>`;
  }

  #renderNote(icon: typeof Eye, words: string) {
    return html`<p class="note small"><line-icon .icon=${icon}></line-icon><span>${words}</span></p>`;
  }

  #turnToDoor(): void {
    this.dispatchEvent(new Event('about-to-join'));
  }

  #join(): void {
    if (!this.lobby.entering) this.dispatchEvent(new JoinEvent());
  }

  #joinAsGuest({ text }: TextTypedEvent): void {
    this.dispatchEvent(new JoinEvent(text));
  }

  #reopen(): void {
    if (!this.reopening) this.dispatchEvent(new Event('reopen'));
  }
}

/** Why the last *Join* was refused, unless what was in the way is gone. */
function standingRefusal({ refused, preview }: Lobby): RefusalReason | null {
  const gone = refused === 'room-closed' || (refused === 'room-locked' && !preview.locked);
  return gone ? null : refused;
}

declare global {
  interface HTMLElementTagNameMap {
    'room-lobby': RoomLobby;
  }
}
