import type { ParticipantId } from '../../../shared/room/state.ts';

/** So many different listeners, and half of all who hear the room from there, have to lose somebody within this time before it is believed of one who has a socket. */
const WITNESSES = 2;
const WITNESS_MS = 10_000;
/** For so long one who was lost is given nobody, unless their page says anew what it can carry. */
const DOUBT_MS = 60_000;

/** How many children each page says it can carry, and whether that is believed at the moment. */
export class BelievedRooms {
  readonly #said = new Map<ParticipantId, number>();
  readonly #doubtedUntil = new Map<ParticipantId, number>();
  readonly #witnesses = new Map<ParticipantId, Map<ParticipantId, number>>();

  get anyDoubt(): boolean {
    return this.#doubtedUntil.size > 0;
  }

  /** Whoever says it anew is believed anew. */
  say(who: ParticipantId, children: number): void {
    this.#said.set(who, children);
    this.#trust(who);
  }

  of(who: ParticipantId): number {
    return this.#doubtedUntil.has(who) ? 0 : (this.#said.get(who) ?? 0);
  }

  /** Somebody says that they do not hear of `lost` any more, who has or had so many children. True when that makes enough who say so. */
  witness(lost: ParticipantId, by: ParticipantId, children: number, now: number): boolean {
    const witnesses = this.#witnesses.get(lost) ?? new Map<ParticipantId, number>();
    this.#witnesses.set(lost, witnesses.set(by, now));
    for (const [one, at] of witnesses) if (at + WITNESS_MS <= now) witnesses.delete(one);
    return witnesses.size >= Math.max(WITNESSES, children / 2);
  }

  doubt(who: ParticipantId, now: number): void {
    this.#doubtedUntil.set(who, now + DOUBT_MS);
  }

  /** Those who are believed again from now on. */
  expire(now: number): readonly ParticipantId[] {
    const over = [...this.#doubtedUntil].filter(([, until]) => until <= now).map(([who]) => who);
    for (const who of over) this.#trust(who);
    return over;
  }

  forget(who: ParticipantId): void {
    this.#said.delete(who);
    this.#trust(who);
  }

  #trust(who: ParticipantId): void {
    this.#doubtedUntil.delete(who);
    this.#witnesses.delete(who);
  }
}
