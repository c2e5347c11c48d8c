import { sideOf } from '../../shared/topology/plan.ts';
import type { Ability } from '../media/ability.ts';
import type { FrameRouter } from '../media/frame-router.ts';
import type { RoomAudio } from '../media/room-audio.ts';
import { devicePreferences } from './device-preferences.ts';

/** How much this page helps to carry the room. What measures it is fetched once inside: nobody waits for that. */
export class CarryHelp {
  readonly #router: FrameRouter;
  readonly #audio: () => RoomAudio | undefined;
  readonly #tell: (children: number) => void;
  #ability: Ability | undefined;
  #closed = false;

  /** `tell` is told how many children this page can carry, whenever that changes while it is in a room. */
  constructor(router: FrameRouter, audio: () => RoomAudio | undefined, tell: (children: number) => void) {
    this.#router = router;
    this.#audio = audio;
    this.#tell = tell;
  }

  get children(): number {
    return this.#ability?.children ?? 0;
  }

  /** From now on; again is harmless. */
  async begin(): Promise<void> {
    const { Ability } = await import('../media/ability.ts');
    if (this.#closed) return;
    this.#ability ??= new Ability({
      onTick: (listener) => this.#router.onTick(listener),
      wish: () => devicePreferences.helpsCarry,
      measure: async () => {
        const [links = [], { lagMs }] = await Promise.all([this.#audio()?.reports(), this.#router.report()]);
        const carried = links.filter(({ kind, flows }) => sideOf(kind) === 'down' && flows);
        return { links: carried, workerLagMs: lagMs };
      },
      changed: (children) => this.#apply(children),
    });
  }

  close(): void {
    this.#closed = true;
    this.#ability?.close();
  }

  #apply(children: number): void {
    const audio = this.#audio();
    if (!audio) return;
    audio.carries = children;
    this.#tell(children);
  }
}
