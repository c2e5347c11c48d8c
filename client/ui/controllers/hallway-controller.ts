import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Preview } from '../../../shared/protocol/messages.ts';
import type { RefusalReason } from '../../../shared/room/refusals.ts';
import type { ServerApi } from '../../session/api.ts';

const REFRESH_MS = 10_000;

/** The rooms of the hallway, looked at again every few seconds while somebody sees them. */
export class HallwayController implements ReactiveController {
  /** Null until the server has answered once. */
  rooms: readonly Preview[] | null = null;
  refused: RefusalReason | null = null;
  readonly #host: ReactiveControllerHost & { readonly api: ServerApi };
  readonly #look = () => void this.look();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost & { readonly api: ServerApi }) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    // An element that was on the page before its code was has its properties only after its first update.
    void this.#host.updateComplete.then(this.#look);
    this.#timer = setInterval(this.#look, REFRESH_MS);
    document.addEventListener('visibilitychange', this.#look);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
    document.removeEventListener('visibilitychange', this.#look);
  }

  async look(): Promise<void> {
    if (document.hidden) return;
    const answer = await this.#host.api.fetchRooms();
    this.refused = answer.ok ? null : answer.reason;
    if (answer.ok) this.rooms = answer.value;
    this.#host.requestUpdate();
  }
}
