import type { ReportedUplinks } from '../../../shared/protocol/messages.ts';
import type { ParticipantId } from '../../../shared/room/state.ts';

/** For so long a listener waits, with its links as they are, for a parent or standby who is not back yet. */
export const RETURN_MS = 5_000;
/** For so long where the parent is back and waits too. */
const CHAIN_MS = 9_000;

interface Waiting {
  readonly uplinks: ReportedUplinks;
  readonly since: number;
}

/**
 * After a restart the server knows who is in a room, and nothing of who hears whom: the pages say it as they come back, each of itself, in
 * whatever order. Here are those who are not back, and those who are but wait for others, so that they can be seated where they are.
 */
export class ReturningListeners {
  readonly #absent: Set<ParticipantId>;
  readonly #waiting = new Map<ParticipantId, Waiting>();

  /** `absent`: everyone who was in the room. */
  constructor(absent: Iterable<ParticipantId>) {
    this.#absent = new Set(absent);
  }

  get anyWaiting(): boolean {
    return this.#waiting.size > 0;
  }

  isAbsent(who: ParticipantId): boolean {
    return this.#absent.has(who);
  }

  /** What somebody who waits has reported. */
  reportOf(who: ParticipantId): ReportedUplinks | undefined {
    return this.#waiting.get(who)?.uplinks;
  }

  wait(who: ParticipantId, uplinks: ReportedUplinks, now: number): void {
    const { since = now } = this.#waiting.get(who) ?? {};
    this.#waiting.set(who, { uplinks, since });
  }

  /** Has a place, though perhaps no page. */
  waitNoMore(who: ParticipantId): void {
    this.#waiting.delete(who);
  }

  /** Back, or gone for good. */
  end(who: ParticipantId): void {
    this.#absent.delete(who);
    this.#waiting.delete(who);
  }

  /** Those who need wait no more: all whom they named are there, or it takes too long. With each come those who wait for them. */
  ready(now: number): readonly ParticipantId[] {
    const ready = new Set<ParticipantId>();
    const beneath = new Map<ParticipantId, ParticipantId[]>();
    for (const [who, waiting] of this.#waiting) {
      const { parent } = waiting.uplinks;
      if (this.#isOverdue(waiting, now)) ready.add(who);
      else if (this.#anyAbsent(waiting.uplinks)) continue;
      else if (parent === null || !this.#waiting.has(parent)) ready.add(who);
      else {
        const others = beneath.get(parent);
        if (others) others.push(who);
        else beneath.set(parent, [who]);
      }
    }
    // It grows as it is gone through.
    for (const parent of ready) for (const who of beneath.get(parent) ?? []) ready.add(who);
    return [...ready];
  }

  #anyAbsent({ parent, standby }: ReportedUplinks): boolean {
    return this.#absent.has(parent ?? '') || this.#absent.has(standby ?? '');
  }

  #isOverdue({ uplinks, since }: Waiting, now: number): boolean {
    return since + (this.#waiting.has(uplinks.parent ?? '') ? CHAIN_MS : RETURN_MS) <= now;
  }
}
