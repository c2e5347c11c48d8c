import { isDeepStrictEqual } from 'node:util';
import {
  DIGEST_INTERVAL_MS,
  GUEST_KNOCKS_LIMIT,
  GUEST_KNOCKS_PER_ADDRESS,
  KNOCKS_LIMIT,
} from '../../shared/protocol/limits.ts';
import type { KnockCard } from '../../shared/protocol/messages.ts';
import type { Command } from '../../shared/room/commands.ts';
import type { Decision } from '../../shared/room/decide.ts';
import { standing, type Asker } from '../../shared/room/door.ts';
import type { RefusalReason } from '../../shared/room/refusals.ts';
import {
  onStage,
  type ParticipantId,
  type Person,
  type PersonId,
  type Room,
} from '../../shared/room/state.ts';
import type { Clock } from '../clock.ts';
import { Pace } from './pace.ts';
import type { Change } from './room-broadcast.ts';
import type { PageSocket, RoomLines } from './room-lines.ts';

/** Somebody before the door, whose session is known. */
export type Knocker = Asker & {
  readonly person: Person;
  /** Where they come from, as `networkOf` has it, while they wait; undefined where that says nothing. */
  readonly network: string | undefined;
};

interface Waiting {
  readonly knocker: Knocker;
  readonly at: number;
  /** A person may stand there with several pages. */
  readonly sockets: Set<PageSocket>;
}

interface KnocksParts {
  readonly room: Room;
  readonly lines: RoomLines;
  readonly clock: Clock;
}

/**
 * Who waits before the door of one room, and who was turned away while it is open. In memory alone: a knock is worth no more than
 * the page behind it, which knocks again when the server is back.
 */
export class Knocks {
  readonly #lines: RoomLines;
  readonly #clock: Clock;
  readonly #pace: Pace;
  /** In the order in which they came. */
  readonly #waiting = new Map<PersonId, Waiting>();
  readonly #turnedAway = new Set<string>();
  #room: Room;

  constructor({ room, lines, clock }: KnocksParts) {
    this.#room = room;
    this.#lines = lines;
    this.#clock = clock;
    this.#pace = new Pace(clock, DIGEST_INTERVAL_MS, () => this.#tellModerators());
  }

  /** Null if they wait now. `already-so` for whoever may simply come in; `too-frequent` when too many wait. */
  knock(socket: PageSocket, knocker: Knocker): RefusalReason | null {
    const refusal = this.#refusalFor(knocker);
    if (refusal) return refusal;
    const { personId } = knocker.person;
    const before = this.#waiting.get(personId);
    if (!before && !this.#hasPlaceFor(knocker)) return 'too-frequent';
    // Who signed in or out in between no longer waits as somebody else.
    if (!before?.sockets.has(socket)) this.withdraw(socket);
    const { at = this.#clock.now(), sockets = new Set<PageSocket>() } = before ?? {};
    this.#waiting.set(personId, { knocker, at, sockets: sockets.add(socket) });
    // Knocking again is no news.
    if (!isDeepStrictEqual(before?.knocker.person, knocker.person)) this.#pace.request();
    return null;
  }

  /** The page does not wait any more; false if it did not wait. */
  withdraw(socket: PageSocket): boolean {
    for (const [personId, { sockets }] of this.#waiting) {
      if (!sockets.delete(socket)) continue;
      if (sockets.size === 0) this.#forget(personId);
      return true;
    }
    return false;
  }

  /** What a command comes to: only those are let in or turned away who knock. */
  judge(command: Command, decision: Decision): Decision {
    if (!('personId' in command) || 'refused' in decision || this.#waiting.has(command.personId))
      return decision;
    return { refused: 'no-such-person' };
  }

  /** A command was granted. Turning away changes nothing in the room; what does is told by `follow`. */
  settle(command: Command): void {
    if (command.type === 'turn-away') this.#answer(command.personId, false);
  }

  /** What a participant is shown of it: moderators everyone, others nobody. */
  shownTo(who: ParticipantId): readonly KnockCard[] {
    if (onStage(this.#room, who)?.role !== 'moderator') return [];
    return Array.from(this.#waiting.values(), ({ knocker, at }) => ({ ...knocker.person, at }));
  }

  /** Answers everyone for whom a change of the room has opened the door or barred it, and tells those who came to moderate or ceased to. */
  follow({ before, after, events }: Change): void {
    this.#room = after;
    if (before.stage.live !== after.stage.live) this.#clear();
    for (const event of events) {
      if (event.type === 'entered') this.#forget(event.listener.personId);
      if (event.type === 'forgotten') this.#forgetKeys(event.keys);
    }
    if (!isSameDoor(before, after)) this.#answerAll();
    this.#tellChangedModerators(before, after);
  }

  stop(): void {
    this.#pace.stop();
  }

  #refusalFor(knocker: Knocker): RefusalReason | null {
    if (!this.#room.stage.live) return 'room-closed';
    const stands = standing(this.#room, knocker);
    if (stands === 'open') return 'already-so';
    if (stands === 'kept-out' || stands === 'not-welcome') return stands;
    return keysOf(knocker).some((key) => this.#turnedAway.has(key)) ? 'turned-away' : null;
  }

  #hasPlaceFor({ person: { kind }, network }: Knocker): boolean {
    if (this.#waiting.size >= KNOCKS_LIMIT) return false;
    if (kind === 'member') return true;
    const guests = [...this.#waiting.values()].filter(({ knocker }) => knocker.person.kind === 'guest');
    const neighbours = guests.filter(({ knocker }) => network !== undefined && knocker.network === network);
    return guests.length < GUEST_KNOCKS_LIMIT && neighbours.length < GUEST_KNOCKS_PER_ADDRESS;
  }

  #answerAll(): void {
    for (const [personId, { knocker }] of this.#waiting) {
      const stands = standing(this.#room, knocker);
      if (stands === 'open' || stands === 'kept-out') this.#answer(personId, stands === 'open');
    }
  }

  #answer(personId: PersonId, letIn: boolean): void {
    const waiting = this.#waiting.get(personId);
    if (!waiting) return;
    this.#forget(personId);
    if (!letIn) for (const key of keysOf(waiting.knocker)) this.#turnedAway.add(key);
    for (const socket of waiting.sockets) this.#lines.tellOutside(socket, 'knocked', { letIn });
  }

  #forgetKeys(keys: readonly string[]): void {
    for (const key of keys) {
      this.#turnedAway.delete(key);
      this.#forget(key);
    }
  }

  #forget(personId: PersonId): void {
    if (this.#waiting.delete(personId)) this.#pace.request();
  }

  /** Who waits sees in the preview that the room is closed; when it opens again, everybody may knock anew. */
  #clear(): void {
    this.#waiting.clear();
    this.#turnedAway.clear();
  }

  #tellModerators(): boolean {
    const moderators = moderatorsIn(this.#room);
    for (const who of moderators) this.#lines.tell(who, 'knocks', this.shownTo(who));
    return moderators.length > 0;
  }

  #tellChangedModerators(before: Room, after: Room): void {
    if (this.#waiting.size === 0 || before.stage.people === after.stage.people) return;
    const [were, are] = [moderatorsIn(before), moderatorsIn(after)];
    const changed = [
      ...are.filter((who) => !were.includes(who)),
      ...were.filter((who) => !are.includes(who)),
    ];
    for (const who of changed) this.#lines.tell(who, 'knocks', this.shownTo(who));
  }
}

function keysOf({ person, keys }: Knocker): readonly string[] {
  return [person.personId, ...keys];
}

function moderatorsIn({ stage }: Room): readonly ParticipantId[] {
  return stage.people.flatMap(({ id, role }) => (role === 'moderator' ? [id] : []));
}

function isSameDoor(before: Room, after: Room): boolean {
  return (
    before.stage.door === after.stage.door &&
    before.stage.locked === after.stage.locked &&
    before.invited === after.invited &&
    before.admitted === after.admitted &&
    before.keptOut === after.keptOut
  );
}
