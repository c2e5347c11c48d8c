import type { UplinkChange } from '../../shared/topology/audience.ts';
import type { AudiencePlanner } from '../../shared/topology/audience-planner.ts';

/** How long things take when somebody is gone without a word. */
export interface Failover {
  /** From the crash to audio from the standby, as measured by `npm run bench:failover`. */
  readonly failoverSec: number;
  /** From the crash until the children have told the server of it. */
  readonly toldSec: number;
  /** Until a link that has just been planned can be used; also what it takes to be given a new parent where no standby answered. */
  readonly newLinkSec: number;
}

/**
 * Counts the seconds in which listeners hear nothing. When somebody crashes, everyone beneath is cut off: their children, who turn to their
 * standbys, and those beneath the children, who have only to wait. Who has no standby, one that is gone too, or one whose link is not
 * up yet, waits for the planner and a new link; with them everyone beneath.
 */
export class Silence {
  #listenerSec = 0;
  #unanswered = 0;
  readonly #standbySince = new Map<string, number>();
  readonly #crashed = new Set<string>();
  readonly #failover: Failover;

  constructor(failover: Failover) {
    this.#failover = failover;
  }

  get listenerSec(): number {
    return this.#listenerSec;
  }

  /** How often a child found no standby that could help. */
  get unanswered(): number {
    return this.#unanswered;
  }

  /** To be told what the planner changed. Who is put beneath somebody whose crash nobody has noticed yet has to turn as well. */
  note(planner: AudiencePlanner, told: readonly UplinkChange[], atSec: number): void {
    for (const { id, before, after } of told) {
      if (after === null) this.#standbySince.delete(id);
      else if (before?.standby !== after.standby) this.#standbySince.set(id, atSec);
      if (after !== null && before?.parent !== after.parent && this.#crashed.has(after.parent ?? ''))
        this.#listenerSec += ((planner.placeOf(id)?.reach ?? 0) + 1) * this.#failover.failoverSec;
    }
  }

  crash(planner: AudiencePlanner, id: string, atSec: number): void {
    this.#crashed.add(id);
    for (const child of planner.placeOf(id)?.children ?? []) {
      const { reach = 0, standby = null } = planner.placeOf(child) ?? {};
      const listeners = this.#crashed.has(child) ? 0 : reach + 1;
      const answered = standby !== null && !this.#crashed.has(standby) && this.#isUp(child, atSec);
      this.#unanswered += answered ? 0 : 1;
      const { failoverSec, toldSec, newLinkSec } = this.#failover;
      this.#listenerSec += listeners * (answered ? failoverSec : toldSec + newLinkSec);
    }
  }

  /** When the planner has heard of it. */
  forget(id: string): void {
    this.#crashed.delete(id);
  }

  #isUp(child: string, atSec: number): boolean {
    const { failoverSec, newLinkSec } = this.#failover;
    return (this.#standbySince.get(child) ?? 0) + newLinkSec <= atSec + failoverSec;
  }
}
