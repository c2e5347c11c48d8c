/**
 * How a voice is encoded, which follows from how many are on stage: everyone there uploads their own voice to all others there and several
 * voices to each child, and all of that has to fit in 1 Mbit/s. Rates are kbit/s.
 */
export interface StageVoice {
  readonly opusKbps: number;
  /** Each frame twice (RFC 2198): a fifth to a thirteenth of the losses is heard. Without it, Opus' own in-band FEC. */
  readonly red: boolean;
}

/** Audio lines of a link from a parent to a listener: so many people can be heard at once. */
export const SLOTS = 3;

/** 14 such voices fit in 1 Mbit/s: 2 for the others on a stage of 3, and 12 for four children. */
const USUAL: StageVoice = { opusKbps: 25, red: true };
/** 22 such voices fit: 19 for the others on a stage of 20, and 3 for one child. */
const ON_LARGE_STAGE: StageVoice = { opusKbps: 26, red: false };
/** With so many, RED would leave the audience ten places, and from thirteen on none. */
const LARGE_STAGE = 10;

/** What a voice is signed with, every 240 ms: 24 hashes of 6 bytes, a time of 6, a signature of 64 and the header of their RED block. */
const SEALS_KBPS = (8 * (24 * 6 + 6 + 64 + 4)) / 240;

/** The voice of everyone on a stage of this size, in a room whose audience is a tree. */
export function voiceOf(stageSize: number): StageVoice {
  return stageSize < LARGE_STAGE ? USUAL : ON_LARGE_STAGE;
}

/**
 * One voice on the wire, with its seals (decision 027) and with headers as the browser counts them; without seals it was measured for
 * 32 kbit/s of Opus: 44, and 78 with RED. A silent voice costs 2 to 3 packets a second and is not counted, nor are 11 kbit/s of IP and UDP.
 */
export function voiceKbps({ opusKbps, red }: StageVoice): number {
  return (red ? 2 * opusKbps + 14 : opusKbps + 12) + SEALS_KBPS;
}
