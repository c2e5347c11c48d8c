import { msg } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { RefusalReason } from '../../shared/room/refusals.ts';
import type { NewRoom } from '../../shared/protocol/messages.ts';
import type { MembersApi } from '../session/members-api.ts';
import type { SessionInfo } from '../session/room-state.ts';
import { appShellStyle } from './app-shell-style.ts';
import { LocaleController } from './controllers/locale-controller.ts';
import { MediaQueryController } from './controllers/media-query-controller.ts';
import { VisitController } from './controllers/visit-controller.ts';
import './components/missing-part.ts';
import { lazily } from './lazily.ts';
import './pages/lost-page.ts';
import './pages/room-page.ts';
import './pages/room/room-loading.ts';
import type { SessionChangedEvent } from './session-changed-event.ts';
import { clickedPath, navigate, type Route, routeOf } from './router.ts';
import type { RoomVisit, Services } from './services.ts';
import { baseStyle } from './styles/base-style.ts';

/** The question whether to leave the room; takes the answer. */
type Leaving = (yes: boolean) => void;

/** The whole page: which room is open, and (on a wide screen) the hallway beside it. */
@customElement('app-shell')
export class AppShell extends LitElement {
  static override styles = [baseStyle, appShellStyle];

  @property({ attribute: false }) services!: Services;
  @state() private route: Route = routeOf(location);
  @state() private session: SessionInfo | null = null;
  @state() private unreachable = false;
  @state() private leaving: Leaving | null = null;
  /** Once it has been fetched, with the pages that need it. */
  @state() private membersApi: MembersApi | null = null;
  readonly #visit = new VisitController(this);
  readonly #wide = new MediaQueryController(this, '(min-width: 900px)');

  constructor() {
    super();
    new LocaleController(this);
    this.addEventListener('services-asked', (asked) => (asked.services = this.services));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('popstate', this.#arrive);
    document.addEventListener('click', this.#follow);
    void this.#loadSession();
    this.#fetchPages();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('popstate', this.#arrive);
    document.removeEventListener('click', this.#follow);
  }

  override render() {
    const { session } = this;
    if (!session)
      return html`<main class="alone"><room-loading .unreachable=${this.unreachable}></room-loading></main>`;
    const member = session.person?.kind === 'member';
    return html`<missing-part></missing-part>${this.#renderPage(session, member)}
      ${this.leaving ? this.#renderLeaving(this.leaving) : nothing}`;
  }

  /** One template for every width: whoever turns a tablet keeps what they have typed. */
  #renderPage(session: SessionInfo, member: boolean) {
    const both = member && this.#wide.matches;
    const hallway = this.route.page === 'hallway';
    const alone = !both && !(member && hallway);
    const sheet = both || !hallway;
    return html`<div class=${both ? 'both' : ''}>
      ${both ? html`<nav aria-label=${msg('Hallway')}>${this.#renderHallway(session)}</nav>` : nothing}
      <main class="${alone ? 'alone' : ''} ${sheet ? 'sheet' : ''}">
        ${hallway ? this.#renderFirst(session, member && !both) : this.#renderRoute(session)}
      </main>
    </div>`;
  }

  /** What `/` shows in the main place: the hallway itself, where it is not beside it. */
  #renderFirst(session: SessionInfo, narrowMember: boolean) {
    return narrowMember ? this.#renderHallway(session) : this.#renderWelcome(session);
  }

  #renderHallway(session: SessionInfo) {
    return html`<hallway-page
      .api=${this.services.api}
      .session=${session}
      .route=${this.route}
      .inside=${this.#visit.inside}
      .beside=${this.#wide.matches}
      .open=${this.#openRoom}
      .reopen=${this.#reopenRoom}
    ></hallway-page>`;
  }

  #renderWelcome(session: SessionInfo) {
    return html`<welcome-page .session=${session} .open=${this.#openRoom}></welcome-page>`;
  }

  #renderRoute(session: SessionInfo) {
    switch (this.route.page) {
      case 'room':
        return this.#renderRoom(this.#visit.to(this.route.room), session);
      case 'hallway':
      case 'lost':
        return html`<lost-page></lost-page>`;
      default:
        return this.#renderMemberPages(session);
    }
  }

  #renderMemberPages(session: SessionInfo) {
    if (!this.membersApi) return nothing;
    return html`<member-pages
      .route=${this.route}
      .api=${this.services.api}
      .members=${this.membersApi}
      .session=${session}
      @session-changed=${this.#changeSession}
    ></member-pages>`;
  }

  #renderRoom(visit: RoomVisit, session: SessionInfo) {
    return keyed(
      visit,
      html`<room-page .controls=${visit} .session=${session} .reopen=${this.#reopenRoom}></room-page>`,
    );
  }

  #renderLeaving(answer: Leaving) {
    return html`<confirm-dialog
      .heading=${msg('Leave this room?')}
      .text=${msg('You are still in the conversation. You can be in one room at a time.')}
      .action=${msg('Leave quietly')}
      @confirmed=${() => answer(true)}
      @dialog-closed=${() => answer(false)}
    ></confirm-dialog>`;
  }

  async #loadSession(): Promise<void> {
    const answer = await this.services.api.fetchSession();
    this.unreachable = !answer.ok;
    if (!answer.ok) return void setTimeout(() => void this.#loadSession(), 3000);
    this.session = answer.value;
    this.#fetchPages();
  }

  /** Fetches what this route needs beyond the first page: members have the hallway beside everything. */
  #fetchPages(): void {
    const { page } = this.route;
    const member = this.session?.person?.kind === 'member';
    if (member || page === 'hallway') void lazily(() => import('./pages/hallway-pages.ts'));
    if (page !== 'room' && page !== 'hallway' && page !== 'lost') void this.#fetchMemberPages();
  }

  async #fetchMemberPages(): Promise<void> {
    const { membersApi } = this.services;
    await lazily(async () => {
      const [api] = await Promise.all([membersApi(), import('./pages/member-pages.ts')]);
      this.membersApi = api;
    });
  }

  readonly #openRoom = async (room: NewRoom): Promise<RefusalReason | null> => {
    const answer = await this.services.api.openRoom(room);
    if (!answer.ok) return answer.reason;
    this.#goInto(answer.value.room);
    return null;
  };

  readonly #reopenRoom = async (room: string): Promise<RefusalReason | null> => {
    if (!(await this.#mayLeave())) return null;
    const answer = await this.services.api.reopenRoom(room);
    // Somebody was quicker: it is open, which is what was asked for.
    if (!answer.ok && answer.reason !== 'already-so') return answer.reason;
    this.#goInto(room);
    return null;
  };

  #goInto(room: string): void {
    this.#visit.enter(room);
    const path = `/r/${room}`;
    if (path !== location.pathname) navigate(path);
  }

  /** Whoever is in a room is asked before they leave it for something else. */
  async #mayLeave(): Promise<boolean> {
    if (!this.#visit.inside) return true;
    // Fetched when it is first needed: most visits never ask.
    if (!(await lazily(() => import('./app-dialogs.ts')))) return true;
    const yes = await new Promise<boolean>((leaving) => (this.leaving = leaving));
    this.leaving = null;
    return yes;
  }

  readonly #arrive = () => {
    this.route = routeOf(location);
    this.leaving = null;
    this.#fetchPages();
    if (this.route.page !== 'room') {
      this.#visit.end();
      document.title = 'Parley';
    }
    scrollTo(0, 0);
  };

  readonly #follow = (event: MouseEvent) => {
    const path = clickedPath(event);
    if (path === undefined) return;
    event.preventDefault();
    if (path !== location.pathname + location.hash) void this.#goTo(path);
  };

  async #goTo(path: string): Promise<void> {
    if (await this.#mayLeave()) navigate(path);
  }

  #changeSession({ session }: SessionChangedEvent): void {
    this.session = session;
    this.#fetchPages();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'app-shell': AppShell;
  }
}
