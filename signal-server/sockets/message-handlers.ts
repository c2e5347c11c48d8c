import * as v from 'valibot';
import { PROTOCOL_VERSION, type Answer, type ClientToServer } from '../../shared/protocol/messages.ts';
import {
  commandSchema,
  enterRequestSchema,
  peopleRequestSchema,
  signalRequestSchema,
  watchRequestSchema,
} from '../../shared/protocol/schemas.ts';
import type { RoomId } from '../../shared/room/state.ts';
import { granted, refused } from '../answers.ts';
import type { Identities } from '../identity/identities.ts';
import type { RoomDirectory } from '../rooms/room-directory.ts';
import type { RoomHost } from '../rooms/room-host.ts';
import type { PageSocket } from '../rooms/room-lines.ts';
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
    leave: handler('door', v.undefined(), (page) => page.host?.leave(page.socket) ?? refused('not-in-room')),
    command: handler(
      'command',
      commandSchema,
      (page, command) => page.host?.command(page.socket, command) ?? refused('not-in-room'),
    ),
    signal: handler('signal', signalRequestSchema, (page, { to, ...envelope }) => {
      return page.host?.signal(page.socket, to, envelope) ?? refused('not-in-room');
    }),
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
  { directory, identities }: HandlerParts,
  page: Page,
  roomId: RoomId,
): Promise<Answer<unknown>> {
  const host = await directory.find(roomId);
  if (!host) return refused('no-such-room');
  const asker = await identities.personOf(page.tokenHash);
  if (!page.host?.isInside(page.socket)) moveTo(page, host);
  return granted(
    page.host === host ? host.watch(page.socket, asker?.personId) : host.previewFor(asker?.personId),
  );
}

type EnterRequest = v.InferOutput<typeof enterRequestSchema>;

async function enter(parts: HandlerParts, page: Page, request: EnterRequest): Promise<Answer<unknown>> {
  const { directory, identities, newId } = parts;
  if (request.version !== PROTOCOL_VERSION) return refused('wrong-version');
  const host = await directory.find(request.room);
  if (!host) return refused('no-such-room');
  if (page.host !== host && page.host?.isInside(page.socket)) return refused('not-allowed');
  if (!host.room.stage.live) return refused('room-closed');
  const comer = await identities.comer(page, request.guestName);
  if (!comer.ok) return comer;
  moveTo(page, host);
  const { fingerprint, resuming = false, offers = [] } = request;
  return host.enter(page.socket, { ...comer.value, newId: newId(), fingerprint, resuming }, offers);
}

/** A page looks at one room at a time. */
function moveTo(page: Page, host: RoomHost): void {
  if (page.host !== host) page.host?.unwatch(page.socket);
  page.host = host;
}
