import type { ParticipantId, PersonId } from '../../../shared/room/state.ts';

/** So many different listeners, and half of all who hear the room from there, have to lose somebody within this time before it is believed of one who has a socket. */
const WITNESSES = 2;
const WITNESS_MS = 20_000;
/** For so long one who was lost is given nobody, unless their page says anew what it can carry. */
const DOUBT_MS = 60_000;
/** So many different people have to say that somebody passes on false voices before it is believed: each of them has proof, but may lie. */
const ACCUSERS = 2;

/** How many children each page says it can carry, and whether that is believed at the moment. */
export class BelievedRooms {
  readonly #said = new Map<ParticipantId, number>();
  readonly #doubtedUntil = new Map<ParticipantId, number>();
  readonly #witnesses = new Map<ParticipantId, Map<ParticipantId, number>>();
  readonly #accusers = new Map<ParticipantId, Set<PersonId>>();
  readonly #deceivers = new Set<ParticipantId>();

  get anyDoubt(): boolean {
    return this.#doubtedUntil.size > 0;
  }

  /** Whoever says it anew is believed anew, unless they deceive. */
  say(who: ParticipantId, children: number): void {
    this.#said.set(who, children);
    this.#trust(who);
  }

  of(who: ParticipantId): number {
    return this.#doubtedUntil.has(who) || this.#deceivers.has(who) ? 0 : (this.#said.get(who) ?? 0);
  }

  /** Somebody says that they do not hear of `lost` any more, who has or had so many children. True when that makes enough who say so. */
  witness(lost: ParticipantId, by: ParticipantId, children: number, now: number): boolean {
    const witnesses = this.#witnesses.get(lost) ?? new Map<ParticipantId, number>();
    this.#witnesses.set(lost, witnesses.set(by, now));
    for (const [one, at] of witnesses) if (at + WITNESS_MS <= now) witnesses.delete(one);
    return witnesses.size >= Math.max(WITNESSES, children / 2);
  }

  /** Somebody says that `accused` passes on false voices. That is remembered until these leave; when enough have said so, more change nothing. */
  accuse(accused: ParticipantId, by: PersonId): void {
    const accusers = this.#accusers.get(accused) ?? new Set();
    if (accusers.size < ACCUSERS) this.#accusers.set(accused, accusers.add(by));
  }

  /** From now on, and until they leave, nothing is believed of somebody whom enough people have accused. False of everyone else. */
  judge(who: ParticipantId): boolean {
    const deceives = (this.#accusers.get(who)?.size ?? 0) >= ACCUSERS;
    if (deceives) this.#deceivers.add(who);
    return deceives;
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
    this.#accusers.delete(who);
    this.#deceivers.delete(who);
    this.#trust(who);
  }

  #trust(who: ParticipantId): void {
    this.#doubtedUntil.delete(who);
    this.#witnesses.delete(who);
  }
}
