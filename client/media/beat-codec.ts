import type { Beat, ChildBeat, ParentBeat } from '../../shared/protocol/beats.ts';
import type { ParticipantId } from '../../shared/room/state.ts';
import { SLOTS } from '../../shared/topology/stage-voice.ts';

/** Three slots with the longest ids there are need less than 200 characters, all of them ASCII. */
export const BEAT_LIMIT_BYTES = 400;

const PARTICIPANT_ID = /^[\w-]{1,40}$/;

/** As JSON, never more than `BEAT_LIMIT_BYTES`. */
export function writeBeat(beat: Beat): string {
  return JSON.stringify(beat);
}

/**
 * What a peer says, told apart by its fields; undefined for whatever is not exactly a beat. Nobody can be in two slots. (Looked at by hand,
 * as a schema library would be larger than all of this page's media.)
 */
export function readBeat(text: string): Beat | undefined {
  const fields = text.length > BEAT_LIMIT_BYTES ? undefined : fieldsOf(text);
  if (!fields || !isCount(fields['n'])) return undefined;
  const { n, ...said } = fields;
  if ('flows' in said) return parentBeat(n, said);
  if ('wants' in said) return childBeat(n, said);
  return hasOnly(said, []) ? { n } : undefined;
}

function childBeat(n: number, said: Fields): ChildBeat | undefined {
  const { wants, asks } = said;
  if (typeof wants !== 'boolean' || !isMark(asks) || !hasOnly(said, ['wants', 'asks'])) return undefined;
  return { n, wants, ...(asks && { asks }) };
}

function parentBeat(n: number, said: Fields): ParentBeat | undefined {
  const { flows, slots, leaving } = said;
  if (typeof flows !== 'boolean' || !areSlots(slots) || !isMark(leaving)) return undefined;
  return hasOnly(said, ['flows', 'slots', 'leaving'])
    ? { n, flows, slots, ...(leaving && { leaving }) }
    : undefined;
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    // An object out of JSON has string keys only, and each value is looked at before it is used.
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Fields)
      : undefined;
  } catch {
    return undefined;
  }
}

function hasOnly(said: Fields, names: readonly string[]): boolean {
  return Object.keys(said).every((name) => names.includes(name));
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** A mark is true or not there: `false` would be a second way to say the same. */
function isMark(value: unknown): value is true | undefined {
  return value === undefined || value === true;
}

function areSlots(value: unknown): value is (ParticipantId | null)[] {
  if (!Array.isArray(value) || value.length > SLOTS) return false;
  const taken = value.filter((id) => id !== null);
  return (
    taken.every((id) => typeof id === 'string' && PARTICIPANT_ID.test(id)) &&
    new Set(taken).size === taken.length
  );
}
