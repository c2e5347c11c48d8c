import type { Logger } from 'pino';
import type { Decision } from '../../shared/room/decide.ts';
import type { RoomEvent } from '../../shared/room/events.ts';
import { evolve } from '../../shared/room/evolve.ts';
import type { RefusalReason } from '../../shared/room/refusals.ts';
import type { Room } from '../../shared/room/state.ts';
import { VersionConflict } from '../store/store-errors.ts';
import type { Store } from '../store/store.ts';
import type { Change } from './room-broadcast.ts';

export interface Question {
  readonly decide: (room: Room) => Decision;
  /** Called right after the change was told, before the next one is: with the room as this question leaves it. */
  readonly settled?: (room: Room) => void;
  /** Whether it looks at who is connected: such a question waits until all before it are settled. */
  readonly departing?: boolean;
}

interface Waiting {
  readonly question: Question;
  readonly resolve: (refusal: RefusalReason | null) => void;
}

/** Somebody waits for a snapshot. */
interface Compaction {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

interface Step extends Waiting, Change {
  readonly refusal: RefusalReason | null;
}

/** A new snapshot is written after this many events, so that a room that is read again is read fast. */
const EVENTS_PER_SNAPSHOT = 200;

/**
 * The state of one live room and the only way to change it: questions are decided strictly in order, what follows is in the
 * store before anybody is told, and when the store does not write, nothing has happened.
 */
export class RoomLedger {
  readonly #store: Store;
  readonly #log: Logger;
  readonly #told: (change: Change) => void;
  readonly #outdated: () => void;
  #room: Room;
  #waiting: Waiting[] = [];
  #compactions: Compaction[] = [];
  #working: Promise<void> | undefined;
  #eventsSinceSnapshot = 0;

  /** `told` hears of every change once it is in the store; `outdated` that somebody else has changed the room there. */
  constructor(parts: {
    room: Room;
    store: Store;
    log: Logger;
    told: (change: Change) => void;
    outdated: () => void;
  }) {
    this.#room = parts.room;
    this.#store = parts.store;
    this.#log = parts.log;
    this.#told = parts.told;
    this.#outdated = parts.outdated;
  }

  /** As it is in the store. */
  get room(): Room {
    return this.#room;
  }

  get busy(): boolean {
    return this.#working !== undefined;
  }

  /** Resolves to null once the answer is in the store and told, or to the reason of the refusal. */
  ask(question: Question): Promise<RefusalReason | null> {
    return new Promise((resolve) => {
      this.#waiting.push({ question, resolve });
      this.#working ??= this.#work();
    });
  }

  /** Resolves when the store has a snapshot and none of the events before it; rejects if it does not write. */
  compact(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#compactions.push({ resolve, reject });
      this.#working ??= this.#work();
    });
  }

  /** Resolves when no question is open. */
  async drained(): Promise<void> {
    while (this.#working) await this.#working;
  }

  async #work(): Promise<void> {
    // Not at once: questions of the same turn share a write.
    await Promise.resolve();
    while (this.#waiting.length > 0 || this.#compactions.length > 0) {
      const steps = this.#decideAll(this.#nextBatch());
      const written = await this.#write(steps.flatMap(({ events }) => events));
      for (const step of steps) this.#finish(step, written);
      if (written || this.#compactions.length > 0) await this.#compactNowAndThen();
    }
    this.#working = undefined;
  }

  /** The questions up to the next one that has to wait for them. */
  #nextBatch(): readonly Waiting[] {
    const departing = this.#waiting[0]?.question.departing;
    const end = this.#waiting.findIndex(({ question }) => question.departing !== departing);
    return this.#waiting.splice(0, end === -1 ? this.#waiting.length : end);
  }

  #decideAll(batch: readonly Waiting[]): readonly Step[] {
    let before = this.#room;
    return batch.map((waiting) => {
      const decision = this.#decide(waiting.question, before);
      const events: readonly RoomEvent[] = 'events' in decision ? decision.events : [];
      const after = events.reduce(evolve, before);
      const step = {
        ...waiting,
        before,
        after,
        events,
        refusal: 'refused' in decision ? decision.refused : null,
      };
      before = after;
      return step;
    });
  }

  #decide({ decide }: Question, room: Room): Decision {
    try {
      return decide(room);
    } catch (error) {
      this.#log.error({ err: error, room: room.stage.roomId }, 'a question could not be decided');
      return { refused: 'unavailable' };
    }
  }

  async #write(events: readonly RoomEvent[]): Promise<boolean> {
    const { stage, version } = this.#room;
    try {
      if (events.length > 0) await this.#store.recordEvents(stage.roomId, version, events);
      this.#eventsSinceSnapshot += events.length;
      return true;
    } catch (error) {
      this.#log.error({ err: error, room: stage.roomId }, 'the store does not write');
      if (error instanceof VersionConflict) this.#outdated();
      return false;
    }
  }

  #finish({ question, before, after, events, refusal, resolve }: Step, written: boolean): void {
    if (!written) return resolve('unavailable');
    try {
      this.#room = after;
      if (events.length > 0) this.#told({ before, after, events });
      if (refusal === null) question.settled?.(after);
    } catch (error) {
      this.#log.error({ err: error, room: after.stage.roomId }, 'a change could not be told');
    }
    resolve(refusal);
  }

  async #compactNowAndThen(): Promise<void> {
    const { stage } = this.#room;
    const asked = this.#compactions.splice(0);
    const enough = stage.live ? EVENTS_PER_SNAPSHOT : 1;
    if (this.#eventsSinceSnapshot < enough && asked.length === 0) return;
    try {
      await this.#store.compactRoom(this.#room);
      this.#eventsSinceSnapshot = 0;
      for (const { resolve } of asked) resolve();
    } catch (error) {
      for (const { reject } of asked) reject(error);
      this.#log.warn({ err: error, room: stage.roomId }, 'no snapshot was written');
    }
  }
}
