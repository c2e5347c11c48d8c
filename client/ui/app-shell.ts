import { msg } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { RefusalReason } from '../../shared/room/refusals.ts';
import type { SessionInfo } from '../session/room-state.ts';
import { appShellStyle } from './app-shell-style.ts';
import { LocaleController } from './controllers/locale-controller.ts';
import { MediaQueryController } from './controllers/media-query-controller.ts';
import { VisitController } from './controllers/visit-controller.ts';
import './pages/hallway-page.ts';
import './pages/lost-page.ts';
import './pages/owner-page.ts';
import type { SignedInEvent } from './pages/owner-page.ts';
import './pages/room-page.ts';
import './pages/room/room-loading.ts';
import './pages/welcome-page.ts';
import { clickedPath, navigate, type Route, routeOf } from './router.ts';
import type { RoomVisit, Services } from './services.ts';
import { baseStyle } from './styles/base-style.ts';

/** What is open over the page: settings, or a question; `leaving` takes the answer whether to leave the room. */
type Dialog = 'settings' | 'sign-out' | { readonly leaving: (yes: boolean) => void };

/** The whole page: which room is open, and (on a wide screen) the hallway beside it. */
@customElement('app-shell')
export class AppShell extends LitElement {
  static override styles = [baseStyle, appShellStyle];

  @property({ attribute: false }) services!: Services;
  @state() private route: Route = routeOf(location);
  @state() private session: SessionInfo | null = null;
  @state() private unreachable = false;
  @state() private dialog: Dialog | null = null;
  readonly #visit = new VisitController(this);
  readonly #wide = new MediaQueryController(this, '(min-width: 900px)');

  constructor() {
    super();
    new LocaleController(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('popstate', this.#arrive);
    document.addEventListener('click', this.#follow);
    void this.#loadSession();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('popstate', this.#arrive);
    document.removeEventListener('click', this.#follow);
  }

  protected override updated(): void {
    // Dialogs come when they are first opened: most visits open none.
    if (this.dialog !== null) void import('./app-dialogs.ts');
  }

  override render() {
    const { session } = this;
    if (!session)
      return html`<main class="alone"><room-loading .unreachable=${this.unreachable}></room-loading></main>`;
    const member = session.person?.kind === 'member';
    const page =
      member && this.#wide.matches && this.route.page !== 'owner'
        ? this.#renderBoth(session)
        : this.#renderOne(session, member);
    return html`${page} ${this.#renderDialog()}`;
  }

  #renderBoth(session: SessionInfo) {
    return html`<div class="both">
      <nav aria-label=${msg('Hallway')}>${this.#renderHallway(session)}</nav>
      <main class="sheet">
        ${this.route.page === 'hallway' ? this.#renderWelcome(true) : this.#renderRoute(session)}
      </main>
    </div>`;
  }

  #renderOne(session: SessionInfo, member: boolean) {
    if (this.route.page !== 'hallway')
      return html`<main class="alone sheet">${this.#renderRoute(session)}</main>`;
    if (member) return html`<main>${this.#renderHallway(session)}</main>`;
    return html`<main class="alone">${this.#renderWelcome(false)}</main>`;
  }

  #renderHallway(session: SessionInfo) {
    return html`<hallway-page
      .api=${this.services.api}
      .session=${session}
      .current=${this.route.page === 'room' ? this.route.room : ''}
      .inside=${this.#visit.inside}
      .beside=${this.#wide.matches}
      .open=${this.#openRoom}
      .reopen=${this.#reopenRoom}
      @settings-asked=${this.#showSettings}
    ></hallway-page>`;
  }

  #renderWelcome(member: boolean) {
    return html`<welcome-page .member=${member} .open=${this.#openRoom}></welcome-page>`;
  }

  #renderRoute(session: SessionInfo) {
    switch (this.route.page) {
      case 'room':
        return this.#renderRoom(this.#visit.to(this.route.room), session);
      case 'owner':
        return html`<owner-page
          .api=${this.services.api}
          .token=${this.route.token}
          @signed-in=${this.#signIn}
        ></owner-page>`;
      case 'hallway':
      case 'lost':
        return html`<lost-page></lost-page>`;
    }
  }

  #renderRoom(visit: RoomVisit, session: SessionInfo) {
    return keyed(
      visit,
      html`<room-page .controls=${visit} .session=${session} .reopen=${this.#reopenRoom}></room-page>`,
    );
  }

  #renderDialog() {
    const { dialog } = this;
    if (dialog === null) return nothing;
    if (dialog === 'settings') return this.#renderSettings();
    return dialog === 'sign-out' ? this.#renderSigningOut() : this.#renderLeaving(dialog.leaving);
  }

  #renderSettings() {
    const member = this.session?.person?.kind === 'member';
    const signOut = html`<button type="button" @click=${this.#askToSignOut}>${msg('Sign out')}</button>`;
    return html`<settings-dialog
      .extra=${member ? signOut : nothing}
      @dialog-closed=${this.#closeDialog}
    ></settings-dialog>`;
  }

  #renderSigningOut() {
    return html`<confirm-dialog
      .heading=${msg('Sign out of this browser?')}
      .text=${msg('To come back you need a new link from whoever runs the server.')}
      .action=${msg('Sign out')}
      @confirmed=${this.#signOut}
      @dialog-closed=${this.#closeDialog}
    ></confirm-dialog>`;
  }

  #renderLeaving(answer: (yes: boolean) => void) {
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
    if (answer.ok) this.session = answer.value;
    else setTimeout(() => void this.#loadSession(), 3000);
  }

  readonly #openRoom = async (title: string): Promise<RefusalReason | null> => {
    const answer = await this.services.api.openRoom(title);
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
    const yes = await new Promise<boolean>((leaving) => (this.dialog = { leaving }));
    this.dialog = null;
    return yes;
  }

  readonly #arrive = () => {
    this.route = routeOf(location);
    this.dialog = null;
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
    if (path !== location.pathname) void this.#goTo(path);
  };

  async #goTo(path: string): Promise<void> {
    if (await this.#mayLeave()) navigate(path);
  }

  #signIn({ session }: SignedInEvent): void {
    this.session = session;
    history.replaceState(null, '', '/');
    this.#arrive();
  }

  readonly #signOut = async () => {
    await this.services.api.signOut();
    location.assign('/');
  };

  #showSettings(): void {
    this.dialog = 'settings';
  }

  readonly #askToSignOut = () => {
    this.dialog = 'sign-out';
  };

  #closeDialog(): void {
    this.dialog = null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'app-shell': AppShell;
  }
}
