import type { ParticipantId } from '../../shared/room/state.ts';
import type { Doubt } from './frame-router.ts';

/** One line from a parent, and whose voice it says that is. */
export interface NamedLine {
  readonly named: ParticipantId | null;
  readonly doubt: Doubt | undefined;
}

/** Whether a parent passes on false voices. `perhaps`: it may have been deceived itself. */
export type Deceives = 'no' | 'perhaps' | 'certainly';

/** Lines that are found out within this time are one deception. */
const ONE_MS = 1_000;
/** Who was deceived finds that out in the same moment, and has stopped by then … */
const STOPS_WITHIN_MS = 600;
/** … and has said so in a beat by then. */
const SAYS_SO_WITHIN_MS = 900;
/** So often it is believed that somebody was deceived … */
const BELIEVED = 2;
/** … within this time: shorter than what a page keeps back from whom it found unsigned twice (`VoiceGuard`). */
const LATELY_MS = 540_000;
/** For so long nobody is heard of who deceives. */
const SHUNNED_MS = 60_000;
/** For so long the standby is kept ready. */
const PERHAPS_MS = 3_000;

interface Deception {
  readonly times: number;
  /** When it was found, and the latest line of it. */
  readonly at: number;
  readonly lineAt: number;
  /** Whether the parent has ceased to name the speaker whose voice was false. */
  readonly saidSo: boolean;
  readonly certainAt: number | undefined;
}

/** Remembers of each parent what was found on its lines, also when the lines or the speakers on them are others. */
export class Deceptions {
  readonly #found = new Map<ParticipantId, Deception>();

  /** Call it often. `lateMs`: by how much this page was kept from doing so, and from reading what the parent says. */
  look(peer: ParticipantId, lines: readonly NamedLine[], now: number, lateMs: number): Deceives {
    const before = this.#noted(peer, lines);
    if (!before) return 'no';
    const deception = judged({ ...before, at: before.at + lateMs }, lines, now);
    this.#found.set(peer, deception);
    const { at, certainAt } = deception;
    if (certainAt !== undefined && now - certainAt < SHUNNED_MS) return 'certainly';
    return now - at < PERHAPS_MS ? 'perhaps' : 'no';
  }

  #noted(peer: ParticipantId, lines: readonly NamedLine[]): Deception | undefined {
    const known = this.#found.get(peer);
    const lineAt = Math.max(...lines.map(({ doubt }) => doubt?.since ?? -Infinity));
    if (lineAt === -Infinity || lineAt <= (known?.lineAt ?? -Infinity)) return known;
    if (known && lineAt - known.at < ONE_MS) return { ...known, lineAt };
    const times = known && lineAt - known.at < LATELY_MS ? known.times : 0;
    return { times: times + 1, at: lineAt, lineAt, saidSo: false, certainAt: undefined };
  }
}

function judged(deception: Deception, lines: readonly NamedLine[], now: number): Deception {
  const { times, at, certainAt } = deception;
  const silenced = lines.flatMap(({ named, doubt }) => (doubt?.silenced ? [{ named, doubt }] : []));
  const saidSo = deception.saidSo || silenced.every(({ named, doubt }) => named !== doubt.speaker);
  const goesOn = silenced.some(({ doubt }) => doubt.falseAt > at + STOPS_WITHIN_MS);
  const certain = times > BELIEVED || goesOn || (!saidSo && now - at > SAYS_SO_WITHIN_MS);
  return { ...deception, saidSo, certainAt: certainAt ?? (certain ? now : undefined) };
}
