import type { TurnedRequest } from '../../shared/protocol/messages.ts';
import type { Beat, ChildBeat, ParentBeat } from '../../shared/protocol/beats.ts';
import type { Slots } from '../../shared/protocol/signals.ts';
import type { ParticipantId } from '../../shared/room/state.ts';
import { BeatReader, BeatSender } from './beats.ts';
import { Deceptions } from './deceptions.ts';
import type { ExpectedVoice } from './router/router-messages.ts';
import type { Links, Strand } from './links.ts';
import type { VoiceProofs } from './voice-proofs.ts';
import { chooseUplink, NOTHING_HEARD, type UplinkChoice, type UplinkSight } from './uplink-choice.ts';

interface Uplink {
  readonly reader: BeatReader<ParentBeat>;
  readonly sender: BeatSender<ChildBeat>;
  /** From the answer, until the first beat says it. */
  slots: Slots;
}

/** The parent from whom the room is heard now, and whose voice is in which of its lines. */
export interface HeardUplink {
  readonly strand: Strand;
  readonly slots: Slots;
}

/** The child's side: hears the room from one of its parents, and turns to another when that one is lost. Needs no server for it. */
export class Uplinks {
  readonly #links: Links;
  readonly #uplinks = new Map<ParticipantId, Uplink>();
  readonly #deceptions = new Deceptions();
  readonly #lost: (lost: TurnedRequest) => void;
  readonly #proofs: Pick<VoiceProofs, 'expected'>;
  #choice: UplinkChoice = NOTHING_HEARD;
  /** When the server was told of losses lately, and when the parent was turned away from. */
  #told: readonly number[] = [];
  #turned: readonly number[] = [];

  /** `lost` is told of each parent or standby that is not heard of any more, or not believed, once. */
  constructor(links: Links, lost: (lost: TurnedRequest) => void, proofs: Pick<VoiceProofs, 'expected'>) {
    this.#links = links;
    this.#lost = lost;
    this.#proofs = proofs;
  }

  get heard(): HeardUplink | undefined {
    const { hear } = this.#choice;
    const strand = hear === null ? undefined : this.#links.get('up', hear);
    return strand && { strand, slots: this.#slotsOf(strand.peer) };
  }

  /** What a parent says; true when it is something new to be acted on at once. */
  hear(peer: ParticipantId, text: string): boolean {
    return this.#of(peer).reader.hear(text);
  }

  /** What a parent said with its answer. */
  hearSlots(peer: ParticipantId, slots: Slots): void {
    this.#of(peer).slots = slots;
  }

  /** The link was lost or made anew: its numbers begin again. */
  forget(peer: ParticipantId): void {
    this.#uplinks.delete(peer);
  }

  /** Call it often. `lateMs`: by how much this page was kept from doing so; nobody else is to blame for that. */
  choose(now: number, lateMs: number): void {
    const strands = this.#links.on('up');
    for (const strand of strands) this.#expect(strand);
    const sights = strands.map((strand) => this.#look(strand, now, lateMs));
    const before = this.#choice.hear;
    this.#choice = chooseUplink(this.#choice, sights, lateMs, this.#patience(now));
    const left = sights.some(({ peer, kind }) => peer === before && kind === 'parent');
    if (left && this.#choice.hear !== before) this.#turned = [...this.#turned, now];
    const { wants, asks, lost } = this.#choice;
    for (const strand of strands) {
      const ask = asks.has(strand.peer);
      const beat = { wants: wants.has(strand.peer), ...(ask && { asks: true as const }) };
      this.#of(strand.peer).sender.say(strand, beat, now, ask);
    }
    for (const peer of lost) {
      const deceives = sights.some((sight) => sight.peer === peer && sight.deceives === 'certainly');
      if (!deceives) this.#told = [...this.#told, now];
      this.#lost({ lost: peer, ...(deceives && { deceives }) });
    }
  }

  /**
   * Who loses one after the other is perhaps slow itself, or its network is; a new link each time would make it slower. But a parent that was lost
   * and came back again and again is told of with the next time.
   */
  #patience(now: number): number {
    this.#told = this.#told.filter((at) => now - at < LATELY_MS);
    this.#turned = this.#turned.filter((at) => now - at < LATELY_MS);
    if (this.#told.length === 0 && this.#turned.length >= MOST_TURNS) return 0;
    return Math.min(MOST_PATIENCE, 2 ** this.#told.length);
  }

  /** Says whose voice should come over each line. */
  #expect({ peer, link }: Strand): void {
    const slots = this.#slotsOf(peer);
    for (const [slot, { source }] of link.lines.entries()) source?.expect(this.#expected(slots[slot], peer));
  }

  #expected(speaker: ParticipantId | null | undefined, from: ParticipantId): ExpectedVoice {
    return speaker === null || speaker === undefined ? 'nobody' : this.#proofs.expected(speaker, from);
  }

  #look({ peer, link }: Strand, now: number, lateMs: number): UplinkSight {
    const { latest } = this.#of(peer).reader;
    const slots = this.#slotsOf(peer);
    const named = link.lines.map(({ source }, slot) => ({
      named: slots[slot] ?? null,
      doubt: source?.doubt,
    }));
    const playingMs = peer === this.#choice.hear ? PLAYING_MS : FLOWING_MS;
    const spoken = link.lines.filter((_, slot) => (slots[slot] ?? null) !== null);
    return {
      peer,
      kind: link.plan.kind === 'parent' || link.plan.kind === 'standby' ? link.plan.kind : 'former',
      up: link.connected,
      // A connection that is over says nothing more; how long it is over counts.
      silentMs: link.silentMs ?? (link.state === 'mending' ? link.stateMs : undefined),
      connectingMs: link.state === 'connecting' ? link.stateMs : undefined,
      flows: latest?.flows ?? false,
      playing:
        spoken.length === 0 || spoken.some(({ silentMs }) => silentMs !== undefined && silentMs < playingMs),
      leaving: latest?.leaving ?? false,
      deceives: this.#deceptions.look(peer, named, now, lateMs),
    };
  }

  #slotsOf(peer: ParticipantId): Slots {
    const { reader, slots } = this.#of(peer);
    return reader.latest?.slots ?? slots;
  }

  #of(peer: ParticipantId): Uplink {
    const known = this.#uplinks.get(peer);
    if (known) return known;
    const made: Uplink = { reader: new BeatReader(isParentBeat), sender: new BeatSender(), slots: [] };
    this.#uplinks.set(peer, made);
    return made;
  }
}

/** Each loss that was told of in this time doubles the time that one waits before the next is told of, up to so many times as long. */
const LATELY_MS = 60_000;
const MOST_PATIENCE = 8;
/** So often in this time a parent may be turned away from and returned to. */
const MOST_TURNS = 3;

/** Whoever says nothing for a moment sends a packet at least this often (RFC 7587 section 3.1.3: DTX sends one each 400 ms). */
const PLAYING_MS = 1_000;
/** Whom one is about to hear must be sending now: what came before it was turned away from counts for nothing. */
const FLOWING_MS = 500;

function isParentBeat(beat: Beat): beat is ParentBeat {
  return 'slots' in beat;
}
