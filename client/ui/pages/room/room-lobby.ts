import { msg } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Eye, MicOff } from 'lucide';
import { NAME_LIMIT } from '../../../../shared/protocol/text.ts';
import type { Preview } from '../../../../shared/protocol/messages.ts';
import type { RefusalReason } from '../../../../shared/room/refusals.ts';
import type { Person } from '../../../../shared/room/state.ts';
import type { Lobby } from '../../../session/room-state.ts';
import { inability } from '../../browser-abilities.ts';
import '../../components/line-icon.ts';
import '../../components/live-dot.ts';
import { faceOf } from '../../components/person-face.ts';
import '../../components/text-form.ts';
import type { TextTypedEvent } from '../../components/text-form.ts';
import { LocaleController } from '../../controllers/locale-controller.ts';
import { lazily } from '../../lazily.ts';
import { preferences } from '../../preferences.ts';
import { baseStyle, titleSize } from '../../styles/base-style.ts';
import { buttonStyle } from '../../styles/button-style.ts';
import { closedWords } from '../../words/closed-words.ts';
import { doorMarkWords } from '../../words/door-words.ts';
import { hereWords, listeningWords } from '../../words/count-words.ts';
import { roleWords } from '../../words/person-words.ts';
import { roomLobbyStyle } from './room-lobby-style.ts';

/** What the preview says by itself for as long as it lasts. */
const doorReasons: ReadonlySet<RefusalReason> = new Set([
  'room-closed',
  'room-locked',
  'kept-out',
  'not-welcome',
  'members-only',
  'invited-only',
  'turned-away',
]);

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
 * @fires knock and stop-knocking, where the door is closed
 * @fires reopen, where the owner stands before a closed room
 */
@customElement('room-lobby')
export class RoomLobby extends LitElement {
  static override styles = [baseStyle, buttonStyle, roomLobbyStyle];

  @property({ attribute: false }) lobby!: Lobby;
  /** As whom the server knows the one who stands here; null asks for a name. */
  @property({ attribute: false }) person: Person | null = null;
  /** Whether the room is just being opened again. */
  @property({ type: Boolean }) reopening = false;

  constructor() {
    super();
    new LocaleController(this);
  }

  /** Most doors are open: what explains a closed one, or a refusal, is fetched when there is one. */
  override willUpdate(): void {
    if (isClosed(this.lobby)) void lazily(() => import('./closed-door.ts'));
    if (standingRefusal(this.lobby)) void fetchRefusal();
  }

  override render() {
    const { preview } = this.lobby;
    return html`<article aria-label=${preview.title}>
      <div class="head">${this.#renderState()}</div>
      <h1 class=${titleSize(preview.title)} tabindex="-1">${preview.title}</h1>
      ${preview.live ? this.#renderPeople() : html`<p class="listening">${closedWords(preview)}</p>`}
      <div
        class="door ${isClosed(this.lobby) ? 'closed-to-one' : ''}"
        @pointerover=${this.#turnToDoor}
        @pointerdown=${this.#turnToDoor}
        @focusin=${this.#turnToDoor}
      >
        ${this.#renderDoor()}
      </div>
    </article>`;
  }

  #renderState() {
    const { live, door } = this.lobby.preview;
    if (!live) return html`<span class="closed">${msg('Closed')}</span>`;
    const words = [this.#hereWords(), doorMarkWords(door)].filter(Boolean).join(' · ');
    return html`<live-dot>${msg('Live')}</live-dot><span>${words}</span>`;
  }

  #hereWords(): string {
    const { stage, listening } = this.lobby.preview;
    return isHidden(this.lobby) ? '' : hereWords(stage.length + listening);
  }

  #renderPeople() {
    const { stage, listening } = this.lobby.preview;
    if (isHidden(this.lobby)) return nothing;
    return html`
      <ul class="stage" role="list" aria-label=${msg('Stage')}>
        ${stage.map(
          (person) =>
            html`<li>
              ${faceOf(person)}
              <strong>${person.name}</strong>
              <span class="small">${captionOf(person)}</span>
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
    const fault = refused && this.#renderFault(refused);
    if (isForGood(refused)) return fault;
    if (isClosed(this.lobby)) return html`${this.#renderClosedDoor()} ${this.#renderHonesty()}`;
    return html`${fault} ${this.#renderJoin()} ${this.#renderHonesty()}`;
  }

  #renderFault(reason: RefusalReason) {
    return html`<p class="fault" role="alert"><refusal-line .reason=${reason}></refusal-line></p>`;
  }

  #renderClosedDoor() {
    return html`<closed-door .lobby=${this.lobby} .person=${this.person}></closed-door>`;
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
        html`${msg(
            'People in a room see each other’s IP address, because voices go straight from browser to browser.',
          )} <a href="/privacy">${msg('Privacy')}</a>`,
      )}
    `;
  }

  #renderJoin() {
    const { entering } = this.lobby;
    if (this.person) {
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

  #renderNote(icon: typeof Eye, words: unknown) {
    return html`<p class="note small"><line-icon .icon=${icon}></line-icon><span>${words}</span></p>`;
  }

  #turnToDoor(): void {
    // What a refusal says has to be here before the server is gone.
    void fetchRefusal();
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

function fetchRefusal() {
  return lazily(() => import('../../components/refusal-line.ts'));
}

function captionOf({ role, kind }: Preview['stage'][number]) {
  if (role === 'moderator') return roleWords(role);
  return kind === 'guest' ? msg('guest') : nothing;
}

/** Whether a door is between the one who looks and the room, at which they can knock. */
function isClosed({ preview }: Lobby): boolean {
  return preview.live && preview.standing !== 'open' && !isForGood(preview.standing);
}

/** Whether the one who looks is not told who is in the room. */
function isHidden({ preview: { standing } }: Lobby): boolean {
  return standing !== 'open' && standing !== 'room-locked';
}

/** What no knocking changes. */
function isForGood(reason: RefusalReason | 'open' | null): boolean {
  return reason === 'kept-out' || reason === 'not-welcome';
}

/** Why one cannot go in, or why the last *Join* was refused, unless what was in the way is gone. */
function standingRefusal({ refused, preview: { standing } }: Lobby): RefusalReason | null {
  if (standing !== 'open') return standing;
  return refused && doorReasons.has(refused) ? null : refused;
}

declare global {
  interface HTMLElementTagNameMap {
    'room-lobby': RoomLobby;
  }
}
