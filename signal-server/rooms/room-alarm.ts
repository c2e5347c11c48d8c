import { nextDeadline } from '../../shared/room/attendance.ts';
import type { RefusalReason } from '../../shared/room/refusals.ts';
import type { Room } from '../../shared/room/state.ts';
import type { Clock } from '../clock.ts';

/** How long to wait before asking the store again for what must not be lost. */
const RETRY_MS = 1_000;

interface AlarmParts {
  readonly clock: Clock;
  readonly room: () => Room;
  /** Asked to do what time has brought; a refusal means that it could not be written. */
  readonly ring: () => Promise<RefusalReason | null>;
}

/** Rings at the next moment at which time alone changes a room. */
export class RoomAlarm {
  readonly #parts: AlarmParts;
  #alarm: { readonly at: number; readonly cancel: () => void } | undefined;
  #stopped = false;

  constructor(parts: AlarmParts) {
    this.#parts = parts;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** To be called whenever the room has changed. */
  set(): void {
    const { clock, room } = this.#parts;
    const at = this.#stopped ? undefined : nextDeadline(room());
    if (this.#alarm?.at === at) return;
    this.#alarm?.cancel();
    this.#alarm = undefined;
    if (at === undefined) return;
    const cancel = clock.after(Math.max(1, at - clock.now()), () => void this.#ring());
    this.#alarm = { at, cancel };
  }

  /** Does something again in a while that the store has not taken. */
  retry(again: () => void): void {
    if (!this.#stopped) this.#parts.clock.after(RETRY_MS, again);
  }

  stop(): void {
    this.#stopped = true;
    this.#alarm?.cancel();
  }

  async #ring(): Promise<void> {
    this.#alarm = undefined;
    if (await this.#parts.ring()) this.retry(() => void this.#ring());
    else this.set();
  }
}
