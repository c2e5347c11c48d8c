import * as v from 'valibot';
import { PROTOCOL_VERSION, type Answer, type ClientToServer } from '../../shared/protocol/messages.ts';
import {
  carryRequestSchema,
  commandSchema,
  enterRequestSchema,
  knockRequestSchema,
  peopleRequestSchema,
  signalRequestSchema,
  turnedRequestSchema,
  watchRequestSchema,
} from '../../shared/protocol/schemas.ts';
import type { Command } from '../../shared/room/commands.ts';
import { identityOf, type RoomId } from '../../shared/room/state.ts';
import { granted, refused } from '../answers.ts';
import { networkOf } from '../network-of.ts';
import type { Identities } from '../identity/identities.ts';
import { knowAsker } from '../rooms/know-asker.ts';
import { knownInvited } from '../rooms/known-invited.ts';
import type { RoomDirectory } from '../rooms/room-directory.ts';
import type { RoomHost } from '../rooms/room-host.ts';
import type { PageSocket } from '../rooms/room-lines.ts';
import type { Store } from '../store/store.ts';
import type { Kind } from './message-limits.ts';

/** What is known of one connected page. */
export interface Page {
  readonly socket: PageSocket;
  /** The hash of the cookie with which it connected. */
  readonly tokenHash: string | undefined;
  /** Where it connected from; undefined where that says nothing. */
  readonly address: string | undefined;
  /** The room it is in or looks at. */
  host: RoomHost | undefined;
}

export interface HandlerParts {
  readonly directory: RoomDirectory;
  readonly identities: Identities;
  readonly store: Pick<Store, 'members'>;
  readonly newId: () => string;
}

export interface Handler {
  readonly kind: Kind;
  /** `payload` is as it came. */
  readonly handle: (page: Page, payload: unknown) => Answer<unknown> | Promise<Answer<unknown>>;
}

/** For every message, the kind of limit it falls under, its schema, and what follows. */
export function messageHandlers(parts: HandlerParts): Readonly<Record<keyof ClientToServer, Handler>> {
  return {
    watch: handler('door', watchRequestSchema, (page, { room }) => watch(parts, page, room)),
    enter: handler('door', enterRequestSchema, (page, request) => enter(parts, page, request)),
    knock: handler('door', knockRequestSchema, (page, { room, guestName }) =>
      knock(parts, page, room, guestName),
    ),
    leave: handler('door', v.undefined(), (page) => page.host?.leave(page.socket) ?? refused('not-in-room')),
    command: handler('command', commandSchema, (page, asked) => command(parts, page, asked)),
    signal: handler('signal', signalRequestSchema, (page, { to, ...envelope }) => {
      return page.host?.desk.signal(page.socket, to, envelope) ?? refused('not-in-room');
    }),
    carry: handler(
      'carry',
      carryRequestSchema,
      (page, { children }) => page.host?.desk.carry(page.socket, children) ?? refused('not-in-room'),
    ),
    turned: handler(
      'turned',
      turnedRequestSchema,
      (page, { lost, deceives = false }) =>
        page.host?.desk.turned(page.socket, lost, deceives) ?? refused('not-in-room'),
    ),
    audio: handler(
      'audio',
      v.undefined(),
      (page) => page.host?.desk.audio(page.socket) ?? refused('not-in-room'),
    ),
    people: handler(
      'people',
      peopleRequestSchema,
      (page, { offset }) => page.host?.people(page.socket, offset) ?? refused('not-in-room'),
    ),
  };
}

function handler<Schema extends v.GenericSchema>(
  kind: Kind,
  schema: Schema,
  handle: (page: Page, request: v.InferOutput<Schema>) => Answer<unknown> | Promise<Answer<unknown>>,
): Handler {
  return {
    kind,
    handle(page, payload) {
      const parsed = v.safeParse(schema, payload, { abortEarly: true });
      if (parsed.success) return handle(page, parsed.output);
      if (isOfAnotherVersion(payload)) return refused('wrong-version');
      return refused(
        parsed.issues.some(({ message }) => message === 'too-large') ? 'too-large' : 'malformed',
      );
    },
  };
}

/** A page of another version may well send what this one does not know: it is told to reload, not that it is wrong. */
function isOfAnotherVersion(payload: unknown): boolean {
  const parsed = v.safeParse(v.looseObject({ version: v.number() }), payload);
  return parsed.success && parsed.output.version !== PROTOCOL_VERSION;
}

async function watch(
  { directory, identities, store }: HandlerParts,
  page: Page,
  roomId: RoomId,
): Promise<Answer<unknown>> {
  const host = await directory.find(roomId);
  if (!host) return refused('no-such-room');
  const asker = await knowAsker(store, host.room, await identities.onlooker(page.tokenHash));
  if (!page.host?.isInside(page.socket)) moveTo(page, host);
  const preview = page.host === host ? host.watch(page.socket, asker) : host.previewFor(asker);
  return preview ? granted(preview) : refused('no-such-room');
}

type EnterRequest = v.InferOutput<typeof enterRequestSchema>;

async function enter(parts: HandlerParts, page: Page, request: EnterRequest): Promise<Answer<unknown>> {
  const { directory, identities, newId, store } = parts;
  if (request.version !== PROTOCOL_VERSION) return refused('wrong-version');
  const host = await directory.find(request.room);
  if (!host) return refused('no-such-room');
  if (page.host !== host && page.host?.isInside(page.socket)) return refused('not-allowed');
  if (!host.room.stage.live) return refused('room-closed');
  const comer = await identities.comer(page, request.guestName);
  if (!comer.ok) return comer;
  const asker = await knowAsker(store, host.room, comer.value);
  if (directory.isForgotten(comer.value.person)) return refused('not-signed-in');
  moveTo(page, host);
  const { resuming = false, carries, uplinks, downlinks, offers = [] } = request;
  const reports = {
    ...(carries !== undefined && { carries }),
    // What only a page that comes back can know.
    ...(resuming && uplinks && { uplinks }),
    ...(resuming && downlinks && { downlinks }),
  };
  const visitor = { ...asker, newId: newId(), ...identityOf(request), resuming };
  return host.enter(page.socket, visitor, { ...reports, offers });
}

async function knock(
  { directory, identities, store }: HandlerParts,
  page: Page,
  roomId: RoomId,
  guestName: string | undefined,
): Promise<Answer<unknown>> {
  const host = await directory.find(roomId);
  if (!host) return refused('no-such-room');
  if (page.host?.isInside(page.socket)) return refused(page.host === host ? 'already-so' : 'not-allowed');
  if (!host.room.stage.live) return refused('room-closed');
  const comer = await identities.comer(page, guestName);
  if (!comer.ok) return comer;
  const knocker = await knowAsker(store, host.room, comer.value);
  if (directory.isForgotten(comer.value.person)) return refused('not-signed-in');
  moveTo(page, host);
  const network = page.address === undefined ? undefined : networkOf(page.address);
  return host.knock(page.socket, { ...knocker, network });
}

type AskedCommand = v.InferOutput<typeof commandSchema>;

async function command({ store }: HandlerParts, page: Page, asked: AskedCommand): Promise<Answer<unknown>> {
  const { host, socket } = page;
  if (!host?.isInside(socket)) return refused('not-in-room');
  return host.command(socket, await readCommand(store, asked));
}

/** Whoever is invited by name is a member. */
async function readCommand(store: Pick<Store, 'members'>, asked: AskedCommand): Promise<Command> {
  if (asked.type !== 'set-door') return asked;
  const { type, door } = asked;
  if (door !== 'invited' || !asked.invited) return { type, door };
  return { type, door, invited: await knownInvited(store, asked.invited) };
}

/** A page looks at one room at a time. */
function moveTo(page: Page, host: RoomHost): void {
  if (page.host !== host) page.host?.unwatch(page.socket);
  page.host = host;
}
