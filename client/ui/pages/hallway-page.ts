import { msg } from '@lit/localize';
import type { PropertyValues } from 'lit';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { Plus, Settings2 } from 'lucide';
import type { NewRoom, Preview } from '../../../shared/protocol/messages.ts';
import type { RefusalReason } from '../../../shared/room/refusals.ts';
import type { ServerApi } from '../../session/api.ts';
import type { SessionInfo } from '../../session/room-state.ts';
import '../components/line-icon.ts';
import '../components/open-room-form.ts';
import { faceOf } from '../components/person-face.ts';
import '../components/room-card.ts';
import '../components/word-mark.ts';
import { HallwayController } from '../controllers/hallway-controller.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { profilePath, type Route, routeOf } from '../router.ts';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import { refusalWords } from '../words/refusal-words.ts';
import { hallwayStyle } from './hallway-style.ts';

/** The hallway of a member: the rooms that are live, and their own closed ones. */
@customElement('hallway-page')
export class HallwayPage extends LitElement {
  static override styles = [baseStyle, buttonStyle, hallwayStyle];

  @property({ attribute: false }) api!: ServerApi;
  @property({ attribute: false }) session!: SessionInfo;
  /** What is open beside the hallway. */
  @property({ attribute: false }) route!: Route;
  /** Whether one is in that room, and not just looking at it. */
  @property({ type: Boolean }) inside = false;
  /** On a wide screen the form to open a room is beside the hallway. */
  @property({ type: Boolean }) beside = false;
  @property({ attribute: false }) open!: (room: NewRoom) => Promise<RefusalReason | null>;
  @property({ attribute: false }) reopen!: (room: string) => Promise<RefusalReason | null>;
  @state() private refused: RefusalReason | null = null;
  readonly #hallway = new HallwayController(this);

  constructor() {
    super();
    new LocaleController(this);
  }

  /** What was refused before says nothing about where one is now. */
  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('route') || changed.has('inside')) this.refused = null;
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
        ${this.#renderLinks()}
      </header>
      ${this.session.mayOpenRooms ? this.#renderOpening() : nothing} ${this.#renderRefusal()}
      ${this.#renderRooms()}
    </div>`;
  }

  /** One's own pages. */
  #renderLinks() {
    const { person } = this.session;
    const own = person?.handle ? profilePath(person.handle) : '/profile';
    return html`<nav aria-label=${msg('Yours')}>
      <a class="button" href="/invites" aria-current=${this.#current('/invites')}>${msg('Invites')}</a>
      ${this.#renderIcon('/settings', msg('Settings'), html`<line-icon .icon=${Settings2}></line-icon>`)}
      ${person ? this.#renderIcon(own, msg('Profile'), faceOf(person)) : nothing}
    </nav>`;
  }

  #renderIcon(path: string, words: string, look: unknown) {
    return html`<a
      class="button icon"
      href=${path}
      aria-label=${words}
      title=${words}
      aria-current=${this.#current(path)}
      >${look}</a
    >`;
  }

  #current(path: string): 'page' | 'false' {
    return isAt(this.route, path) ? 'page' : 'false';
  }

  #renderOpening() {
    if (!this.beside) return this.#renderForm();
    if (this.route.page === 'hallway') return nothing;
    return html`<a class="button" href="/"><line-icon .icon=${Plus}></line-icon>${msg('Another room')}</a>`;
  }

  #renderForm() {
    const owner = this.session.person?.personId ?? '';
    return html`<open-room-form .open=${this.open} .owner=${owner}></open-room-form>`;
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
      .here=${isAt(this.route, `/r/${room.roomId}`) ? (this.inside ? 'inside' : 'open') : ''}
      @reopen=${() => void this.#reopenRoom(room.roomId)}
    ></room-card>`;
  }

  #renderSilence() {
    return html`<p class="silence">
      ${msg('Nobody is talking right now. Open a room, and send its link to somebody.')}
    </p>`;
  }

  async #reopenRoom(room: string): Promise<void> {
    this.refused = await this.reopen(room);
  }
}

/** Whether the page at this path is the one that is open. */
function isAt(route: Route, path: string): boolean {
  return JSON.stringify(routeOf({ pathname: path, hash: '' })) === JSON.stringify(route);
}

declare global {
  interface HTMLElementTagNameMap {
    'hallway-page': HallwayPage;
  }
}
