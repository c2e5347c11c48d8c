import { LISTENED_MS } from '../../shared/invites/policy.ts';
import type { RoomEvent } from '../../shared/room/events.ts';
import {
  inAudience,
  onStage,
  participants,
  type Listener,
  type ParticipantId,
  type Person,
  type PersonId,
  type Room,
} from '../../shared/room/state.ts';
import type { Change } from './room-broadcast.ts';

type Presence = Person & { readonly id: ParticipantId };

/**
 * Which members take part in one room: who is on stage, or has listened for long enough when they leave, and was in it together
 * with another member. Guests are no company: every window of one's own browser can be one.
 */
export class TakingPart {
  readonly #members: Set<ParticipantId>;
  /** The member who has met no other here yet. Of two nobody is alone, so there is never a second. */
  #alone: ParticipantId | undefined;

  constructor(room: Room) {
    const members = participants(room).filter(({ kind }) => kind === 'member');
    this.#members = new Set(members.map(({ id }) => id));
    if (members.length === 1) this.#alone = members[0]?.id;
  }

  /** Those who, by what has happened, have taken part until now. */
  follow(change: Change): readonly PersonId[] {
    return [...new Set(change.events.flatMap((event) => this.#whoTookPart(event, change)))];
  }

  #whoTookPart(event: RoomEvent, { before, after }: Change): readonly PersonId[] {
    switch (event.type) {
      case 'entered':
        return this.#come(event.listener, after);
      case 'came-on-stage': {
        const { person } = event;
        const met = this.#come(person, after);
        return person.kind === 'member' && person.id !== this.#alone ? [...met, person.personId] : met;
      }
      case 'left-audience': {
        const listener = inAudience(before, event.who);
        const took = listener ? this.#longListeners([listener], event.at) : [];
        this.#go(event.who);
        return took;
      }
      case 'left-stage':
        this.#go(event.who);
        return [];
      case 'closed': {
        const took = this.#longListeners(Object.values(before.listeners), event.at);
        this.#members.clear();
        this.#alone = undefined;
        return took;
      }
      default:
        return [];
    }
  }

  /** Who of those on stage is alone no longer. */
  #come({ id, kind }: Presence, after: Room): readonly PersonId[] {
    if (kind !== 'member' || this.#members.has(id)) return [];
    this.#members.add(id);
    const waited = this.#alone === undefined ? undefined : onStage(after, this.#alone);
    this.#alone = this.#members.size === 1 ? id : undefined;
    return waited ? [waited.personId] : [];
  }

  #go(who: ParticipantId): void {
    this.#members.delete(who);
    if (this.#alone === who) this.#alone = undefined;
  }

  #longListeners(listeners: readonly Listener[], at: number): readonly PersonId[] {
    return listeners
      .filter(({ id, kind }) => kind === 'member' && id !== this.#alone)
      .filter(({ enteredAt, awaySince }) => (awaySince ?? at) - enteredAt >= LISTENED_MS)
      .map(({ personId }) => personId);
  }
}
