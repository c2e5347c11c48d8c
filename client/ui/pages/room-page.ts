import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { RefusalReason } from '../../../shared/room/refusals.ts';
import type { RoomId } from '../../../shared/room/state.ts';
import type { RoomControls, RoomState, SessionInfo } from '../../session/room-state.ts';
import { SubscriptionController } from '../controllers/subscription-controller.ts';
import { prefer, preferences } from '../preferences.ts';
import { baseStyle } from '../styles/base-style.ts';
import './lost-page.ts';
import type { KnockEvent } from './room/closed-door.ts';
import { fetchFurther } from './room/fetch-further.ts';
import './room/room-inside.ts';
import './room/room-loading.ts';
import './room/room-lobby.ts';
import type { JoinEvent } from './room/room-lobby.ts';

/** A room, in whatever phase this page stands to it. */
@customElement('room-page')
export class RoomPage extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-width: 0;
        min-height: 0;
      }
      :host > :not(.fault) {
        flex: 1;
        min-height: 0;
      }
      .fault {
        padding: var(--space-4) var(--gutter);
        color: var(--live-text);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) controls!: RoomControls;
  @property({ attribute: false }) session!: SessionInfo;
  /** Opens the room again and goes in; answers why not, if not. */
  @property({ attribute: false }) reopen!: (room: RoomId) => Promise<RefusalReason | null>;
  @state() private reopening = false;
  @state() private refused: RefusalReason | null = null;
  #shownTitle = '';
  #moment = '';

  constructor() {
    super();
    new SubscriptionController(this, (changed) => this.controls.subscribe(changed));
  }

  /** What was refused before says nothing about the room as it is now. */
  override willUpdate(): void {
    const { state } = this.controls;
    const moment = `${state.phase} ${'preview' in state && state.preview.live}`;
    if (moment === this.#moment) return;
    this.refused = null;
    this.#moment = moment;
    // Whoever was inside has it already, unless they were gone at once.
    if (state.phase === 'ended') void fetchFurther();
  }

  protected override updated(): void {
    const title = titleOf(this.controls.state);
    if (title === this.#shownTitle) return;
    this.#shownTitle = title;
    document.title = title ? `${title} – Parley` : 'Parley';
  }

  override render() {
    return html`
      ${this.refused ? this.#renderFault(this.refused) : nothing} ${this.#renderPhase(this.controls.state)}
    `;
  }

  #renderFault(reason: RefusalReason) {
    return html`<p class="fault" role="alert"><refusal-line .reason=${reason}></refusal-line></p>`;
  }

  #renderPhase(room: RoomState) {
    const { person } = this.session;
    switch (room.phase) {
      case 'loading':
        return html`<room-loading .unreachable=${room.unreachable}></room-loading>`;
      case 'missing':
        return html`<lost-page room></lost-page>`;
      case 'lobby':
        return html`<room-lobby
          .lobby=${room}
          .person=${person}
          .reopening=${this.reopening}
          @about-to-join=${() => this.controls.prepare()}
          @join=${this.#join}
          @knock=${this.#knock}
          @stop-knocking=${() => this.controls.stopKnocking()}
          @reopen=${this.#reopen}
        ></room-lobby>`;
      case 'inside':
        return html`<room-inside .inside=${room} .controls=${this.controls} .person=${person}></room-inside>`;
      case 'ended':
        return html`<room-ended
          .ended=${room}
          .reopening=${this.reopening}
          @join=${this.#join}
          @reopen=${this.#reopen}
        ></room-ended>`;
    }
  }

  #join({ guestName }: JoinEvent): void {
    void this.controls.enter(this.#nameFor(guestName));
  }

  #knock({ guestName }: KnockEvent): void {
    void this.controls.knock(this.#nameFor(guestName));
  }

  /** The name to go in by, for somebody whom the server does not know; it is kept for the next time. */
  #nameFor(guestName: string | undefined): string | undefined {
    if (guestName !== undefined) prefer({ guestName });
    return this.session.person ? undefined : (guestName ?? preferences().guestName);
  }

  async #reopen(): Promise<void> {
    const { state } = this.controls;
    if (!('preview' in state)) return;
    this.reopening = true;
    this.refused = await this.reopen(state.preview.roomId);
    this.reopening = false;
  }
}

function titleOf(room: RoomState): string {
  if (room.phase === 'inside') return room.stage.title;
  return 'preview' in room ? room.preview.title : '';
}

declare global {
  interface HTMLElementTagNameMap {
    'room-page': RoomPage;
  }
}
