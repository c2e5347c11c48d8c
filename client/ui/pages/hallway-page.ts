import { msg } from '@lit/localize';
import type { PropertyValues } from 'lit';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { Plus, Settings2 } from 'lucide';
import type { Preview } from '../../../shared/protocol/messages.ts';
import type { RefusalReason } from '../../../shared/room/refusals.ts';
import type { ServerApi } from '../../session/api.ts';
import type { SessionInfo } from '../../session/room-state.ts';
import '../components/line-icon.ts';
import '../components/open-room-form.ts';
import '../components/person-face.ts';
import '../components/room-card.ts';
import '../components/word-mark.ts';
import { HallwayController } from '../controllers/hallway-controller.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import { refusalWords } from '../words/refusal-words.ts';
import { hallwayStyle } from './hallway-style.ts';

/**
 * The hallway of a member: the rooms that are live, and their own closed ones.
 * @fires settings-asked
 */
@customElement('hallway-page')
export class HallwayPage extends LitElement {
  static override styles = [baseStyle, buttonStyle, hallwayStyle];

  @property({ attribute: false }) api!: ServerApi;
  @property({ attribute: false }) session!: SessionInfo;
  /** The room that is open beside the hallway. */
  @property() current = '';
  /** Whether one is in that room, and not just looking at it. */
  @property({ type: Boolean }) inside = false;
  /** On a wide screen the form to open a room is beside the hallway. */
  @property({ type: Boolean }) beside = false;
  @property({ attribute: false }) open!: (title: string) => Promise<RefusalReason | null>;
  @property({ attribute: false }) reopen!: (room: string) => Promise<RefusalReason | null>;
  @state() private refused: RefusalReason | null = null;
  readonly #hallway = new HallwayController(this);

  constructor() {
    super();
    new LocaleController(this);
  }

  /** What was refused before says nothing about where one is now. */
  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('current') || changed.has('inside')) this.refused = null;
  }

  /** Going in and out changes what is live. */
  override updated(changed: PropertyValues<this>): void {
    if (changed.get('inside') !== undefined) void this.#hallway.look();
  }

  override render() {
    return html`<div class="hallway">
      ${this.beside ? nothing : html`<h1 class="spoken">${msg('Hallway')}</h1>`}
      <header>
        <word-mark></word-mark>
        <button
          class="icon"
          type="button"
          aria-label=${msg('Settings')}
          title=${msg('Settings')}
          @click=${this.#ask}
        >
          <line-icon .icon=${Settings2}></line-icon>
        </button>
      </header>
      ${this.session.mayOpenRooms ? this.#renderOpening() : nothing} ${this.#renderRefusal()}
      ${this.#renderRooms()} ${this.#renderWho()}
    </div>`;
  }

  #renderOpening() {
    if (!this.beside) return html`<open-room-form .open=${this.open}></open-room-form>`;
    if (this.current === '') return nothing;
    return html`<a class="button" href="/"><line-icon .icon=${Plus}></line-icon>${msg('Another room')}</a>`;
  }

  #renderRefusal() {
    const refused = this.refused ?? (this.#hallway.rooms ? null : this.#hallway.refused);
    return refused ? html`<p class="small fault" role="alert">${refusalWords(refused)}</p>` : nothing;
  }

  #renderRooms() {
    const { rooms } = this.#hallway;
    if (!rooms) return nothing;
    const live = rooms.filter((room) => room.live);
    const closed = rooms.filter((room) => !room.live);
    return html`
      <section>
        <h2 class="label">${msg('Live now')} <span>${live.length}</span></h2>
        ${live.length > 0 ? this.#renderList(live) : this.#renderSilence()}
      </section>
      ${closed.length > 0 ? this.#renderClosed(closed) : nothing}
    `;
  }

  #renderClosed(closed: readonly Preview[]) {
    return html`<section>
      <h2 class="label">${msg('Your closed rooms')}</h2>
      ${this.#renderList(closed)}
    </section>`;
  }

  #renderList(rooms: readonly Preview[]) {
    return html`<ul role="list">
      ${repeat(
        rooms,
        ({ roomId }) => roomId,
        (room) => html`<li>${this.#renderCard(room)}</li>`,
      )}
    </ul>`;
  }

  #renderCard(room: Preview) {
    return html`<room-card
      .preview=${room}
      .here=${room.roomId === this.current ? (this.inside ? 'inside' : 'open') : ''}
      @reopen=${() => void this.#reopenRoom(room.roomId)}
    ></room-card>`;
  }

  #renderSilence() {
    return html`<p class="silence">
      ${msg('Nobody is talking right now. Open a room, and send its link to somebody.')}
    </p>`;
  }

  #renderWho() {
    const { person } = this.session;
    if (!person) return nothing;
    return html`<footer class="small">
      <person-face name=${person.name}></person-face><span>${person.name}</span>
    </footer>`;
  }

  async #reopenRoom(room: string): Promise<void> {
    this.refused = await this.reopen(room);
  }

  #ask(): void {
    this.dispatchEvent(new Event('settings-asked'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'hallway-page': HallwayPage;
  }
}
