import type { ParticipantId } from '../../../shared/room/state.ts';
import { type LinkPlan, type LinkSide, sideOf } from '../../../shared/topology/plan.ts';

const NONE: readonly LinkPlan[] = [];

/** The links that everyone has now, as their pages were told or will be on coming back. */
export class LinkBook {
  readonly #links = new Map<ParticipantId, readonly LinkPlan[]>();

  of(who: ParticipantId): readonly LinkPlan[] {
    return this.#links.get(who) ?? NONE;
  }

  /** False if they are the same as before. */
  write(who: ParticipantId, links: readonly LinkPlan[]): boolean {
    if (areSame(this.of(who), links)) return false;
    if (links.length === 0) this.#links.delete(who);
    else this.#links.set(who, links);
    return true;
  }

  peersOf(who: ParticipantId): readonly ParticipantId[] {
    return this.of(who).map(({ peer }) => peer);
  }

  has(who: ParticipantId, peer: ParticipantId, side: LinkSide): boolean {
    return this.of(who).some((link) => link.peer === peer && sideOf(link.kind) === side);
  }

  clear(): void {
    this.#links.clear();
  }
}

function areSame(a: readonly LinkPlan[], b: readonly LinkPlan[]): boolean {
  if (a.length !== b.length) return false;
  const known = new Set(a.map(wordsOf));
  return b.every((link) => known.has(wordsOf(link)));
}

function wordsOf({ peer, kind, fingerprint, initiator }: LinkPlan): string {
  return `${peer} ${kind} ${fingerprint} ${initiator}`;
}
