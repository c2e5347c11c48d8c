import * as v from 'valibot';
import { readHandle } from '../members/handle.ts';
import {
  CANDIDATE_LIMIT,
  CARRY_LIMIT,
  DOWNLINKS_LIMIT,
  INVITED_LIMIT,
  OFFERS_LIMIT,
  SDP_LIMIT_BYTES,
} from './limits.ts';
import { SLOTS } from '../topology/stage-voice.ts';
import { handsPolicies, NAME_LIMIT, readText, TITLE_LIMIT } from './text.ts';

/** The schema of everything that a page sends. Unknown fields are refused: nobody has a reason to send them. */

const text = (limit: number) =>
  v.pipe(
    v.string(),
    v.maxLength(limit * 8),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const read = readText(dataset.value, limit);
      if ('text' in read) return read.text;
      addIssue({ message: read.fault });
      return NEVER;
    }),
  );

export const nameSchema = text(NAME_LIMIT);
export const titleSchema = text(TITLE_LIMIT);
export const handleSchema = v.pipe(
  v.string(),
  v.maxLength(200),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const read = readHandle(dataset.value);
    if ('handle' in read) return read.handle;
    addIssue({ message: read.fault });
    return NEVER;
  }),
);
export const idSchema = v.pipe(v.string(), v.regex(/^[\w-]{6,40}$/));
export const fingerprintSchema = v.pipe(v.string(), v.regex(/^[0-9A-F]{2}(:[0-9A-F]{2}){31}$/));
/** 65 bytes in base64url, the first of which is 4: an uncompressed point (SEC 1, section 2.3.3). Whether it is on the curve is seen by who uses it. */
export const voiceKeySchema = v.pipe(v.string(), v.regex(/^B[A-P][\w-]{85}$/));

/** A door, and the list that goes with the door `invited` alone. */
const openDoor = v.picklist(['link', 'members']);
const invitedDoor = {
  door: v.literal('invited'),
  invited: v.optional(
    v.strictObject({
      people: v.pipe(
        v.array(idSchema),
        v.maxLength(INVITED_LIMIT, 'too-large'),
        v.transform((people) => [...new Set(people)]),
      ),
      following: v.boolean(),
    }),
  ),
};

export const newRoomSchema = v.union([
  v.strictObject({ title: titleSchema, door: v.optional(openDoor) }),
  v.strictObject({ title: titleSchema, ...invitedDoor }),
]);

const aboutSomeone = [
  'lower-hand',
  'bring-on-stage',
  'move-to-audience',
  'mute',
  'ask-to-unmute',
  'make-moderator',
  'take-back-moderator',
  'remove',
] as const;

export const commandSchema = v.union([
  v.strictObject({ type: v.picklist(aboutSomeone), who: idSchema }),
  v.strictObject({ type: v.picklist(['raise-hand', 'accept-stage', 'decline-stage', 'unmute', 'close']) }),
  v.strictObject({ type: v.literal('lock'), locked: v.boolean() }),
  v.strictObject({ type: v.literal('set-hands'), hands: v.picklist(handsPolicies) }),
  v.strictObject({ type: v.literal('retitle'), title: titleSchema }),
  v.strictObject({ type: v.picklist(['let-in', 'turn-away']), personId: idSchema }),
  v.strictObject({ type: v.literal('set-door'), door: openDoor }),
  v.strictObject({ type: v.literal('set-door'), ...invitedDoor }),
]);

const countSchema = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000));

const description = {
  sdp: v.pipe(v.string(), v.maxBytes(SDP_LIMIT_BYTES, 'too-large')),
  round: countSchema,
};
const offerSchema = v.strictObject({ type: v.literal('offer'), ...description });

const slotsSchema = v.pipe(v.array(v.nullable(idSchema)), v.maxLength(SLOTS));

const signalSchema = v.variant('type', [
  offerSchema,
  v.strictObject({ type: v.literal('answer'), ...description, slots: v.exactOptional(slotsSchema) }),
  v.strictObject({
    type: v.literal('candidate'),
    candidate: v.strictObject({
      candidate: v.pipe(v.string(), v.maxLength(CANDIDATE_LIMIT, 'too-large')),
      sdpMid: v.nullable(v.pipe(v.string(), v.maxLength(32))),
      sdpMLineIndex: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(64))),
    }),
  }),
  v.strictObject({ type: v.literal('restart') }),
  v.strictObject({ type: v.literal('renew') }),
]);

export const signalRequestSchema = v.strictObject({
  to: idSchema,
  side: v.picklist(['stage', 'up', 'down']),
  attempt: countSchema,
  signal: signalSchema,
});

export const watchRequestSchema = v.strictObject({ room: idSchema });

const childrenSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(CARRY_LIMIT));

export const enterRequestSchema = v.strictObject({
  version: v.pipe(v.number(), v.integer()),
  room: idSchema,
  fingerprint: fingerprintSchema,
  voiceKey: v.optional(voiceKeySchema),
  /** Only for somebody without a session: the name under which they enter as a guest. */
  guestName: v.optional(nameSchema),
  /** From a page that was in the room and wants its place back: it gets that or nothing. */
  resuming: v.optional(v.boolean()),
  carries: v.optional(childrenSchema),
  uplinks: v.optional(v.strictObject({ parent: v.nullable(idSchema), standby: v.nullable(idSchema) })),
  downlinks: v.optional(
    v.pipe(
      v.array(v.strictObject({ peer: idSchema, side: v.picklist(['stage', 'down']) })),
      v.maxLength(DOWNLINKS_LIMIT, 'too-large'),
    ),
  ),
  offers: v.optional(
    v.pipe(
      v.array(v.strictObject({ attempt: countSchema, signal: offerSchema })),
      v.maxLength(OFFERS_LIMIT, 'too-large'),
    ),
  ),
});

export const knockRequestSchema = v.strictObject({ room: idSchema, guestName: v.optional(nameSchema) });

export const carryRequestSchema = v.strictObject({ children: childrenSchema });

export const turnedRequestSchema = v.strictObject({
  lost: idSchema,
  deceives: v.optional(v.literal(true)),
});

export const peopleRequestSchema = v.strictObject({
  offset: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000)),
});
