import { msg } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { RefusalReason } from '../../shared/room/refusals.ts';
import type { SessionInfo } from '../session/room-state.ts';
import { appShellStyle } from './app-shell-style.ts';
import './components/confirm-dialog.ts';
import './components/settings-dialog.ts';
import { LocaleController } from './controllers/locale-controller.ts';
import { MediaQueryController } from './controllers/media-query-controller.ts';
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

/** The whole page: which room is open, and (on a wide screen) the hallway beside it. */
@customElement('app-shell')
export class AppShell extends LitElement {
  static override styles = [baseStyle, appShellStyle];

  @property({ attribute: false }) services!: Services;
  @state() private route: Route = routeOf(location);
  @state() private session: SessionInfo | null = null;
  @state() private unreachable = false;
  @state() private settings = false;
  /** Where to go once somebody has said that they want to leave the room. */
  @state() private leaveFor: string | null = null;
  private visit: { readonly room: string; readonly controls: RoomVisit } | undefined;
  /** The room that was just opened here: its owner goes straight in. */
  private opened = '';
  private readonly wide = new MediaQueryController(this, '(min-width: 900px)');

  constructor() {
    super();
    new LocaleController(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('popstate', this.arrive);
    document.addEventListener('click', this.follow);
    void this.loadSession();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('popstate', this.arrive);
    document.removeEventListener('click', this.follow);
    this.endVisit();
  }

  override render() {
    const { session } = this;
    if (!session)
      return html`<main class="alone"><room-loading .unreachable=${this.unreachable}></room-loading></main>`;
    const member = session.person?.kind === 'member';
    const page =
      member && this.wide.matches && this.route.page !== 'owner'
        ? this.renderBoth(session)
        : this.renderOne(session, member);
    return html`${page} ${this.settings ? this.renderSettings() : nothing}
    ${this.leaveFor === null ? nothing : this.renderLeaving(this.leaveFor)}`;
  }

  private renderBoth(session: SessionInfo) {
    return html`<div class="both">
      <nav aria-label=${msg('Hallway')}>${this.renderHallway(session)}</nav>
      <main class="sheet">
        ${this.route.page === 'hallway' ? this.renderWelcome(true) : this.renderRoute(session)}
      </main>
    </div>`;
  }

  private renderOne(session: SessionInfo, member: boolean) {
    if (this.route.page !== 'hallway')
      return html`<main class="alone sheet">${this.renderRoute(session)}</main>`;
    if (member) return html`<main>${this.renderHallway(session)}</main>`;
    return html`<main class="alone">${this.renderWelcome(false)}</main>`;
  }

  private renderHallway(session: SessionInfo) {
    return html`<hallway-page
      .api=${this.services.api}
      .session=${session}
      .current=${this.route.page === 'room' ? this.route.room : ''}
      .beside=${this.wide.matches}
      .open=${this.openRoom}
      .reopen=${this.reopenRoom}
      @settings-asked=${this.showSettings}
    ></hallway-page>`;
  }

  private renderWelcome(member: boolean) {
    return html`<welcome-page .member=${member} .open=${this.openRoom}></welcome-page>`;
  }

  private renderRoute(session: SessionInfo) {
    switch (this.route.page) {
      case 'room':
        return keyed(this.route.room, this.renderRoom(this.route.room, session));
      case 'owner':
        return html`<owner-page
          .api=${this.services.api}
          .token=${this.route.token}
          @signed-in=${this.signIn}
        ></owner-page>`;
      case 'hallway':
      case 'lost':
        return html`<lost-page></lost-page>`;
    }
  }

  private renderRoom(room: string, session: SessionInfo) {
    return html`<room-page
      .controls=${this.visitTo(room)}
      .api=${this.services.api}
      .session=${session}
      .enterAtOnce=${this.opened === room}
    ></room-page>`;
  }

  private renderSettings() {
    return html`<settings-dialog @dialog-closed=${this.hideSettings}></settings-dialog>`;
  }

  private renderLeaving(path: string) {
    return html`<confirm-dialog
      .heading=${msg('Leave this room?')}
      .action=${msg('Leave quietly')}
      @confirmed=${() => navigate(path)}
      @dialog-closed=${this.stay}
    >
      <p>${msg('You are still in the conversation. You can be in one room at a time.')}</p>
    </confirm-dialog>`;
  }

  private async loadSession(): Promise<void> {
    const answer = await this.services.api.fetchSession();
    this.unreachable = !answer.ok;
    if (answer.ok) this.session = answer.value;
    else setTimeout(() => void this.loadSession(), 3000);
  }

  private readonly openRoom = async (title: string): Promise<RefusalReason | null> => {
    const answer = await this.services.api.openRoom(title);
    if (!answer.ok) return answer.reason;
    this.goInto(answer.value.room);
    return null;
  };

  private readonly reopenRoom = async (room: string): Promise<RefusalReason | null> => {
    const answer = await this.services.api.reopenRoom(room);
    if (!answer.ok) return answer.reason;
    this.goInto(room);
    return null;
  };

  private goInto(room: string): void {
    this.endVisit();
    this.opened = room;
    navigate(`/r/${room}`);
  }

  private visitTo(room: string): RoomVisit {
    if (this.visit?.room !== room) {
      this.endVisit();
      this.visit = { room, controls: this.services.visitRoom(room) };
    }
    return this.visit.controls;
  }

  private endVisit(): void {
    this.visit?.controls.dispose();
    this.visit = undefined;
  }

  private readonly arrive = () => {
    this.route = routeOf(location);
    this.leaveFor = null;
    if (this.route.page !== 'room') {
      this.endVisit();
      this.opened = '';
      document.title = 'Parley';
    }
    scrollTo(0, 0);
  };

  private readonly follow = (event: MouseEvent) => {
    const path = clickedPath(event);
    if (path === undefined) return;
    event.preventDefault();
    if (path === location.pathname) return;
    if (this.visit?.controls.state.phase === 'inside') this.leaveFor = path;
    else navigate(path);
  };

  private signIn({ session }: SignedInEvent): void {
    this.session = session;
    history.replaceState(null, '', '/');
    this.arrive();
  }

  private showSettings(): void {
    this.settings = true;
  }

  private hideSettings(): void {
    this.settings = false;
  }

  private stay(): void {
    this.leaveFor = null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'app-shell': AppShell;
  }
}
