import type { Person, RoomId } from '../../../shared/room/state.ts';
import { hashToken } from '../../../signal-server/identity/tokens.ts';
import { somePicture } from '../../support/webp.ts';
import type { Fixture } from './fixture.ts';
import type { TestBrowser } from './test-browser.ts';
import type { TestPage } from './test-page.ts';
import { friendsNumber } from './test-server.ts';

export const profile = {
  handle: 'bartholomew',
  name: 'Bartholomew Bridgesinger',
  about: 'Sings beneath bridges.\nNever on top.',
  instagram: 'bridge.singer',
  linkedin: 'in/bridge-singer',
};
export const publicKey = Buffer.from('public key of bartholomew');
export const picture = somePicture(77);

/** Ben, of whom everything is stored that can be, in a server with others. */
export interface WellKnownMember {
  readonly himself: Person;
  readonly ana: TestBrowser;
  readonly ben: TestBrowser;
  readonly cleo: TestBrowser;
  /** Their pages in Ana's room, he on stage. */
  readonly pages: Readonly<Record<'ana' | 'ben' | 'cleo', TestPage>>;
  /** Ana's room, in which everyone is, and one from which he is kept out; his own. */
  readonly rooms: Readonly<Record<'anas' | 'forbidden' | 'own', RoomId>>;
  /** Of the cookie that he had as a guest before he joined, and of the one he has. */
  readonly tokenHashes: readonly string[];
  /** The ids of his presences in rooms, as a guest too. */
  readonly presences: readonly string[];
}

export async function wellKnownMember(fixture: Fixture): Promise<WellKnownMember> {
  const [ana, ben, cleo] = [fixture.browser(), fixture.browser(), fixture.browser()];
  await ana.becomeOwner('Ana');
  const other = await cleo.joinAs('Cleo');
  const [anas, forbidden] = [await ana.openRoom('Tea'), await ana.openRoom('Quiet')];
  const asGuest = await ben.enter(anas, 'Bart the Guest');
  const guestsToken = tokenHashOf(ben);
  await asGuest.ask('leave');
  const himself = await join(fixture, ben);
  await fillIn(fixture, ben, himself);
  await ana.http('PUT', `/api/members/id:${himself.personId}/follow`);
  await ben.http('PUT', `/api/members/id:${other.personId}/block`);
  await cleo.http('PUT', `/api/members/id:${himself.personId}/block`);
  const own = await ben.openRoom('Under the bridge');
  await fixture.server.store.invites.noteUse(himself.personId, anas);
  const removed = await beRemoved(ana, ben, forbidden);
  const inRoom = await ben.enter(anas);
  const pages = { ana: await ana.enter(anas), ben: inRoom, cleo: await cleo.enter(anas) };
  await comeOnStage(pages, inRoom.entrance.you, himself);
  return {
    himself,
    ana,
    ben,
    cleo,
    pages,
    rooms: { anas, forbidden, own },
    tokenHashes: [guestsToken, tokenHashOf(ben)],
    presences: [asGuest.entrance.you, removed, inRoom.entrance.you],
  };
}

function tokenHashOf({ cookie }: TestBrowser): string {
  return hashToken(cookie.split('=')[1] ?? '');
}

async function join({ server }: Fixture, ben: TestBrowser): Promise<Person> {
  const token = await server.inviteFrom(server.ownerId ?? '', 'My friend Bartleby');
  const { handle, name } = profile;
  const answer = await ben.http('POST', '/api/invites/redeem', { token, ...friendsNumber, handle, name });
  return (answer.body.value as { person: Person }).person;
}

async function fillIn({ server }: Fixture, ben: TestBrowser, { personId }: Person): Promise<void> {
  await ben.http('PUT', '/api/me', profile);
  await ben.http('PUT', '/api/me/picture', picture, { 'content-type': 'image/webp' });
  await ben.http('POST', '/api/invites', { ...friendsNumber, name: 'Dora of the Docks' });
  await ben.http('POST', '/api/session/link', {});
  const id = 'passkey-of-bartholomew';
  const passkey = { id, personId, description: 'Firefox on Linux', publicKey, counter: 1 };
  await server.store.signIns.addPasskey({ ...passkey, transports: ['internal'], createdAt: 1, usedAt: null });
}

/** Resolves to the id of the presence that was removed. */
async function beRemoved(ana: TestBrowser, ben: TestBrowser, room: RoomId): Promise<string> {
  const [removed, moderator] = [await ben.enter(room), await ana.enter(room)];
  await moderator.command({ type: 'remove', who: removed.entrance.you });
  for (const page of [removed, moderator]) page.close();
  return removed.entrance.you;
}

async function comeOnStage(
  { ana, ben }: Record<'ana' | 'ben', TestPage>,
  who: string,
  { personId }: Person,
): Promise<void> {
  await ana.command({ type: 'bring-on-stage', who });
  await ben.command({ type: 'accept-stage' });
  await ana.command({
    type: 'set-door',
    door: 'invited',
    invited: { people: [personId], following: false },
  });
}
