import { SLOTS, voiceKbps, voiceOf } from './stage-voice.ts';

/** What links cost and how much of it anyone is asked to carry. Rates are kbit/s, worst case: everyone who can talk talks. */

/** What a person on stage is asked to upload, their links to the others on stage included. */
const STAGE_BUDGET_KBPS = 1_000;

/** Nobody is believed to carry more children than this, whatever they say: 3 Mbit/s when three talk at once. */
export const MOST_CHILDREN = 15;
/** Nor is anyone believed more than this before they have been there for a while: a liar soon has children who turn away. */
export const MOST_CHILDREN_OF_NEWCOMER = 6;
export const NEWCOMER_MS = 120_000;
/** Who can carry this many is worth a place near the stage; all others go where places are plenty. */
export const STRONG = 3;
/** How many listeners link to everyone on stage where nobody has a place for them: each costs every speaker an encoder. */
export const MOST_ORDINARY = 12;

/** So deep a tree may get when a parent is lost; each hop adds up to 15 ms. Beyond it, standbys are chosen for their height alone. */
export const MOST_HOPS = 6;

/** With fewer listeners than this no place is kept for anyone: the highest is the best for whoever comes, and all who carry somebody count. */
export const SMALL_ROOM = 100;

/** How many listeners may have the same standby: each is an open connection, though a silent one. */
export const MOST_WARDS = 12;
/** Up to here a standby is given further listeners in preference to keeping another place free elsewhere. */
export const EASY_WARDS = 6;

/** How many times one tending may give somebody a better place, or two people each other's. */
export const MOST_MOVES = 4;
/** How many standbys one tending looks at. */
export const MOST_LOOKS = 500;
/** How many people one tending may look for a better standby for. */
export const MOST_MENDINGS = 8;

/** One child's cost: as many voices as are on stage, but no more than there are slots. */
function childKbps(stageSize: number): number {
  return Math.min(SLOTS, stageSize) * voiceKbps(voiceOf(stageSize));
}

/** What somebody on stage uploads at most: their own voice to the others there, and all voices to their children. */
export function stageUploadKbps(stageSize: number, children: number): number {
  return (stageSize - 1) * voiceKbps(voiceOf(stageSize)) + children * childKbps(stageSize);
}

/** How many children fit in the upload of somebody on stage, beside the stage itself; 0 where nobody is on stage. */
export function stageShare(stageSize: number): number {
  if (stageSize === 0) return 0;
  return Math.max(0, Math.floor((STAGE_BUDGET_KBPS - stageUploadKbps(stageSize, 0)) / childKbps(stageSize)));
}

/** A claim of room for children, made a whole number within the bound; 0 for what is none. */
export function boundedRoom(room: number): number {
  return Number.isFinite(room) ? Math.min(MOST_CHILDREN, Math.max(0, Math.floor(room))) : 0;
}

/** What is believed of a claim of somebody who has been there for so long. */
export function believedRoom(room: number, presentMs: number): number {
  return Math.min(boundedRoom(room), presentMs < NEWCOMER_MS ? MOST_CHILDREN_OF_NEWCOMER : MOST_CHILDREN);
}

/** How many of the highest places are kept from those who cannot carry others, so that those who can find one. */
export function placesKeptForStrong(listeners: number): number {
  return listeners < SMALL_ROOM ? 0 : 8 + Math.floor(listeners / 10);
}

/** How many of the highest places are kept from newcomers in a large room, so that a tending can give them to who stays long. */
export function placesKeptForSeniors(listeners: number): number {
  return Math.floor(listeners / 400);
}
