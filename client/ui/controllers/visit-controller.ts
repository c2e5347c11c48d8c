import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { RoomId } from '../../../shared/room/state.ts';
import type { RoomState } from '../../session/room-state.ts';
import type { RoomVisit, Services } from '../services.ts';

type VisitHost = ReactiveControllerHost & { readonly services: Services };

/** The one room that this page is looking at or in. Its element is rendered again when the phase changes. */
export class VisitController implements ReactiveController {
  readonly #host: VisitHost;
  #room: RoomId = '';
  #visit: RoomVisit | undefined;
  #phase: RoomState['phase'] | undefined;

  constructor(host: VisitHost) {
    this.#host = host;
    host.addController(this);
  }

  get inside(): boolean {
    return this.#visit?.state.phase === 'inside';
  }

  /** The visit to this room; turns away from any other. */
  to(room: RoomId): RoomVisit {
    if (this.#visit && this.#room === room) return this.#visit;
    this.end();
    const visit = this.#host.services.visitRoom(room);
    visit.subscribe(() => this.#follow());
    this.#room = room;
    this.#visit = visit;
    return visit;
  }

  /** Goes into a room that was just opened, as soon as the server has shown it. */
  enter(room: RoomId): void {
    const visit = this.to(room);
    const enter = () => {
      const { phase } = visit.state;
      if (phase === 'loading') return;
      stop();
      if (phase !== 'inside') void visit.enter();
    };
    const stop = visit.subscribe(enter);
    enter();
  }

  /** Leaves quietly, if one was inside. */
  end(): void {
    this.#visit?.dispose();
    this.#visit = undefined;
  }

  hostDisconnected(): void {
    this.end();
  }

  #follow(): void {
    const phase = this.#visit?.state.phase;
    if (phase !== this.#phase) this.#host.requestUpdate();
    this.#phase = phase;
  }
}
