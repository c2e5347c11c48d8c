import { isDeepStrictEqual } from 'node:util';
import { DIGEST_INTERVAL_MS } from '../../shared/protocol/limits.ts';
import type { AudienceDigest, Ending, Preview } from '../../shared/protocol/messages.ts';
import type { Asker } from '../../shared/room/door.ts';
import type { RoomEvent } from '../../shared/room/events.ts';
import { isStageEvent } from '../../shared/room/events.ts';
import { inAudience, type Room } from '../../shared/room/state.ts';
import type { Clock } from '../clock.ts';
import type { RoomLinks } from './links/room-links.ts';
import { Pace } from './pace.ts';
import type { RoomLines } from './room-lines.ts';
import { audienceDigest, nameOf, personal, previews, type RoomOwner } from './room-views.ts';

/** Something that happened in a room and is in the store. */
export interface Change {
  readonly before: Room;
  readonly after: Room;
  readonly events: readonly RoomEvent[];
}

/** Who is told what after a change, and how often. */
export class RoomBroadcast {
  readonly #lines: RoomLines;
  readonly #links: RoomLinks;
  #owner: RoomOwner;
  readonly #digestPace: Pace;
  readonly #previewPace: Pace;
  #room: Room;
  #digest: AudienceDigest;

  constructor({
    room,
    owner,
    lines,
    links,
    clock,
  }: {
    room: Room;
    owner: RoomOwner;
    lines: RoomLines;
    links: RoomLinks;
    clock: Clock;
  }) {
    this.#lines = lines;
    this.#links = links;
    this.#owner = owner;
    this.#room = room;
    this.#digest = audienceDigest(room);
    this.#digestPace = new Pace(clock, DIGEST_INTERVAL_MS, () => this.#sendDigest());
    this.#previewPace = new Pace(clock, DIGEST_INTERVAL_MS, () => this.#sendPreview());
  }

  /**
   * The audience as everyone inside was last told of it. Who enters gets this one, not the newest, because updates
   * carry only the fields that changed since.
   */
  get digest(): AudienceDigest {
    return this.#digest;
  }

  previewFor(asker: Asker): Preview | undefined {
    return this.#previewsNow()(asker);
  }

  tell(change: Change): void {
    this.#room = change.after;
    this.#lookAtOwner(change);
    this.#tellEndings(change);
    this.#tellStage(change);
    this.#links.follow(change.events);
    this.#tellPersonal(change);
    this.#tellNotices(change);
    if (change.before.listeners !== change.after.listeners) this.#digestPace.request();
    if (change.before.stage.live !== change.after.stage.live) this.#previewPace.now();
    else this.#previewPace.request();
  }

  stop(): void {
    this.#digestPace.stop();
    this.#previewPace.stop();
  }

  /** An owner who comes may have another name since the room was read. */
  #lookAtOwner({ before, after }: Change): void {
    if (before.stage.people === after.stage.people) return;
    const owner = after.stage.people.find(({ personId }) => personId === after.stage.ownerId);
    if (!owner) return;
    const { name: ownerName, handle: ownerHandle } = owner;
    this.#owner = { ownerName, ...(ownerHandle !== undefined && { ownerHandle }) };
  }

  #tellEndings({ before, events }: Change): void {
    for (const event of events) {
      if (event.type === 'closed') {
        const ending: Ending = { reason: 'closed', by: nameOf(before, event.by) };
        for (const who of this.#lines.connected()) this.#lines.end(who, ending);
      } else if (event.type === 'left-stage' || event.type === 'left-audience') {
        const { departure, who, by } = event;
        // Who left knows it, and who timed out has no line.
        if (departure === 'removed') this.#lines.end(who, { reason: departure, by: nameOf(before, by) });
        else this.#lines.detach(who);
      }
    }
  }

  #tellStage({ before, events }: Change): void {
    const stageEvents = events.filter(isStageEvent);
    if (stageEvents.length > 0)
      this.#lines.tellAll('stage', { seq: before.stage.seq + 1, events: stageEvents });
  }

  #tellPersonal({ before, after }: Change): void {
    if (before.listeners === after.listeners) return;
    for (const who of this.#lines.connected()) {
      if (inAudience(before, who) === inAudience(after, who)) continue;
      const now = personal(after, who);
      if (!isDeepStrictEqual(personal(before, who), now)) this.#lines.tell(who, 'personal', now);
    }
  }

  #tellNotices({ before, events }: Change): void {
    for (const event of events) {
      if (event.type !== 'asked-to-unmute' && event.type !== 'hand-lowered') continue;
      const { type, who, by } = event;
      const name = nameOf(before, by);
      if (by !== who && name !== null) this.#lines.tell(who, 'notice', { type, by: name });
    }
  }

  #sendDigest(): boolean {
    const now = audienceDigest(this.#room);
    const before: Readonly<Record<string, unknown>> = { ...this.#digest };
    const changed = Object.entries(now).filter(([field, value]) => !isDeepStrictEqual(value, before[field]));
    this.#digest = now;
    if (changed.length > 0) this.#lines.tellAll('audience', Object.fromEntries(changed));
    return changed.length > 0;
  }

  #previewsNow(): (asker: Asker) => Preview | undefined {
    const previewFor = previews(this.#room, this.#owner);
    return (asker) => {
      const preview = previewFor(asker);
      return preview.standing === 'not-welcome' ? undefined : preview;
    };
  }

  #sendPreview(): boolean {
    return this.#lines.watched && this.#lines.showWatchers(this.#previewsNow());
  }
}
