import type { ParticipantId } from '../../shared/room/state.ts';
import { SLOTS } from '../../shared/topology/stage-voice.ts';
import type { AudioLine } from './audio-line.ts';
import type { VoiceKey } from './audio-output.ts';
import type { Strand } from './links.ts';
import type { HeardUplink } from './uplinks.ts';

/** The line over which somebody's voice comes. */
export interface SpeakerLine {
  readonly key: VoiceKey;
  readonly line: AudioLine;
}

export function voiceKey({ side, peer }: Pick<Strand, 'side' | 'peer'>, line: number): VoiceKey {
  return `${side} ${peer} ${line}`;
}

/**
 * The one line on which each of the speakers is heard: straight from them where that link works, else from the parent. Who is not
 * among the speakers is on none, whatever a parent says of its slots: both sides of each link look at their own roster.
 */
export function speakerLines(
  speakers: Iterable<ParticipantId>,
  stage: (peer: ParticipantId) => Strand | undefined,
  uplink: HeardUplink | undefined,
): ReadonlyMap<ParticipantId, SpeakerLine> {
  const lines = new Map<ParticipantId, SpeakerLine>();
  for (const speaker of speakers) {
    const straight = straightLine(stage(speaker));
    const passedOn = passedOnLine(speaker, uplink);
    const line = straight?.line.silentMs === undefined ? (passedOn ?? straight) : straight;
    if (line) lines.set(speaker, line);
  }
  return lines;
}

function straightLine(strand: Strand | undefined): SpeakerLine | undefined {
  const [line] = strand?.link.lines ?? [];
  return strand && line && { key: voiceKey(strand, 0), line };
}

function passedOnLine(speaker: ParticipantId, uplink: HeardUplink | undefined): SpeakerLine | undefined {
  const slot = uplink?.slots.indexOf(speaker) ?? -1;
  const line = uplink?.strand.link.lines[slot];
  // What waits in the decoder of a line that was found out is not heard any more either, unless it is the parent's own voice.
  if (line?.source?.doubt?.silenced && speaker !== uplink?.strand.peer) return undefined;
  return uplink && line && { key: voiceKey(uplink.strand, slot), line };
}

/** The lines over which one of these people on stage may be heard in a moment. An element takes a while to make, and nobody in the audience needs one. */
export function readyVoices(
  people: readonly ParticipantId[],
  parents: readonly Strand[],
): ReadonlySet<VoiceKey> {
  const straight = people.map((peer) => voiceKey({ side: 'stage', peer }, 0));
  const slots = Array.from({ length: Math.min(SLOTS, people.length) }, (_, slot) => slot);
  const passedOn = parents.flatMap((strand) => slots.map((slot) => voiceKey(strand, slot)));
  return new Set([...straight, ...passedOn]);
}
