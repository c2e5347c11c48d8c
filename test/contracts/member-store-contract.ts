import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RoomEvent } from '../../shared/room/events.ts';
import { newRoom, type Person, type Room } from '../../shared/room/state.ts';
import type { Store } from '../../signal-server/store/store.ts';

const at = 1_700_000_000_000;

function member(name: string): Person & { handle: string } {
  const handle = name.toLowerCase();
  return { personId: `person-${handle}`, name, kind: 'member', handle };
}

const [ana, ben, cleo] = [member('Ana'), member('Ben'), member('Cleo')];
const cardOf = ({ personId, handle, name }: typeof ana, picture: string | null = null) => ({
  personId,
  handle,
  name,
  picture,
});
const text = { handle: 'ana', name: 'Ana', about: '', instagram: '', linkedin: '' };

const signIn = (person: typeof ana) => ({
  tokenHash: `token of ${person.handle}`,
  browser: `browser of ${person.handle}`,
  device: 'Firefox on Linux',
  formerTokenHash: undefined,
  handle: person.handle,
  person,
  at,
});

/** The first member, by the owner's link, and further ones, each invited by her. */
export async function addMembers(
  store: Store,
  first = ana,
  ...others: readonly (typeof ana)[]
): Promise<void> {
  await store.offerOwnerTicket('ticket', at);
  await store.redeemOwnerTicket({ ...signIn(first), ticketHash: 'ticket' });
  for (const [index, other] of others.entries()) {
    const invite = { tokenHash: `token of invite ${index}`, phoneHash: `phone of ${other.handle}` };
    await store.invites.issue({
      ...invite,
      id: `invite-${index}`,
      inviterId: first.personId,
      friendName: `Friend ${other.name}`,
      at: at + index,
      expiresAt: at + 1_000,
      extra: true,
    });
    const redeemed = await store.invites.redeem({
      ...signIn(other),
      phoneHash: invite.phoneHash,
      inviteTokenHash: invite.tokenHash,
      at: at + 1 + index,
    });
    if (redeemed) throw new Error(redeemed);
  }
}

/** What every store has to do for members. `open` opens the same store each time, `discard` does away with it. */
export function memberStoreContract(name: string, open: () => Promise<Store>, discard: () => void): void {
  describe(`${name} as a store of members`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
      await addMembers(store, ana, ben, cleo);
    });
    afterEach(async () => {
      await store.close();
      discard();
    });
    const members = () => store.members;

    it('[MEM-1] finds a member by handle and by person, with who invited them', async () => {
      const found = await members().findByHandle('ben');
      expect(found).toEqual({
        ...cardOf(ben),
        about: '',
        instagram: '',
        linkedin: '',
        joinedAt: at + 1,
        invitedBy: cardOf(ana),
        followers: 0,
        following: 1,
      });
      expect(await members().find(ben.personId)).toEqual(found);
      expect(await members().findByHandle('ana')).toMatchObject({ invitedBy: null, followers: 2 });
      expect(await members().findByHandle('nobody')).toBeUndefined();
      expect(await members().find('nobody')).toBeUndefined();
    });

    it('[MEM-1] a guest is no member', async () => {
      const guest: Person = { personId: 'person-gus', name: 'Gus', kind: 'guest' };
      await store.signInGuest({ tokenHash: 'gus', browser: 'gus', person: guest, at });
      expect(await members().find(guest.personId)).toBeUndefined();
      expect(await members().cardsOf([guest.personId, ben.personId])).toEqual([cardOf(ben)]);
    });

    it('[MEM-1] lists all, by handle', async () => {
      expect((await members().all()).map(({ handle, invitedBy }) => [handle, invitedBy?.handle])).toEqual([
        ['ana', undefined],
        ['ben', 'ana'],
        ['cleo', 'ana'],
      ]);
    });

    it('[MEM-2] a changed profile is what everyone finds, and what the session says', async () => {
      const changed = { handle: 'anna', name: 'Anna', about: 'a\nb', instagram: 'x', linkedin: 'in/y' };
      expect(await members().change(ana.personId, changed)).toBe(true);
      expect(await members().findByHandle('anna')).toMatchObject(changed);
      expect(await members().findByHandle('ana')).toBeUndefined();
      expect((await store.findSession('token of ana'))?.person).toMatchObject({
        handle: 'anna',
        name: 'Anna',
      });
    });

    it('[MEM-2] a handle that somebody else has is not given twice, and nothing else changes then', async () => {
      expect(await members().change(ana.personId, { ...text, handle: 'ben', name: 'Other' })).toBe(false);
      expect(await members().findByHandle('ana')).toMatchObject({ name: 'Ana' });
      expect(await members().change(ana.personId, { ...text, about: 'kept her own' })).toBe(true);
    });

    it('[MEM-2] of two who want one handle at once, exactly one gets it', async () => {
      const both = [ana, ben].map(({ personId, name }) =>
        members().change(personId, { ...text, handle: 'wanted', name }),
      );
      expect((await Promise.all(both)).filter(Boolean)).toHaveLength(1);
    });

    it('[MEM-5] a picture is found by its name while somebody has it', async () => {
      const webp = new Uint8Array([1, 2, 3]);
      for (const { personId } of [ana, ben]) await members().setPicture(personId, { name: 'hash', webp });
      expect(new Uint8Array((await members().findPicture('hash')) ?? [])).toEqual(webp);
      expect(await members().findByHandle('ana')).toMatchObject({ picture: 'hash' });
      expect((await store.findSession('token of ana'))?.person).toMatchObject({ picture: 'hash' });
      await members().setPicture(ana.personId, { name: 'other', webp });
      await members().setPicture(ben.personId, null);
      expect(await members().findPicture('hash')).toBeUndefined();
      expect(await members().findByHandle('ben')).toMatchObject({ picture: null });
    });

    it('[MEM-3] following is one way, and once', async () => {
      expect(await members().follow(ben.personId, cleo.personId, at + 9)).toBe(true);
      expect(await members().follow(ben.personId, cleo.personId, at + 10)).toBe(true);
      expect(await members().followersOf(cleo.personId)).toEqual([cardOf(ben)]);
      expect(await members().followedBy(ben.personId)).toEqual([cardOf(cleo), cardOf(ana)]);
      const none = { follows: false, followedBy: false, blocks: false, blockedBy: false };
      expect(await members().bond(ben.personId, cleo.personId)).toEqual({ ...none, follows: true });
      expect(await members().bond(cleo.personId, ben.personId)).toEqual({ ...none, followedBy: true });
      await members().unfollow(ben.personId, cleo.personId);
      expect(await members().bond(ben.personId, cleo.personId)).toEqual(none);
    });

    it('[MEM-4] blocking ends the following both ways, and neither can follow the other', async () => {
      await members().follow(ana.personId, ben.personId, at);
      await members().block(ana.personId, ben.personId, at);
      await members().block(ana.personId, ben.personId, at);
      expect(await members().blockedBy(ana.personId)).toEqual([cardOf(ben)]);
      expect(await members().blockedBy(ben.personId)).toEqual([]);
      expect(await members().bond(ana.personId, ben.personId)).toEqual({
        follows: false,
        followedBy: false,
        blocks: true,
        blockedBy: false,
      });
      expect(await members().bondsTo(ben.personId)).toEqual({ followedBy: [], blockedBy: [ana.personId] });
      expect(await members().bondsTo(ana.personId)).toEqual({ followedBy: [cleo.personId], blockedBy: [] });
      expect(await members().follow(ana.personId, ben.personId, at)).toBe(false);
      expect(await members().follow(ben.personId, ana.personId, at)).toBe(false);
      await members().unblock(ana.personId, ben.personId);
      expect(await members().follow(ben.personId, ana.personId, at)).toBe(true);
    });

    describe('erasing', () => {
      const present = (person: Person): RoomEvent => ({
        type: 'entered',
        listener: {
          ...person,
          id: `presence-of-${person.name}`,
          fingerprint: 'AA',
          enteredAt: at,
          awaySince: null,
          role: 'listener',
          handRaisedAt: null,
          invitedBy: null,
        },
        at,
      });
      const roomOf = (owner: Person, change: Partial<Room> = {}): Room => ({
        ...newRoom({ id: `room-of-${owner.name}`, title: 'Tea', ownerId: owner.personId }),
        ...change,
      });

      it('[DATA-5] removes the person with their rooms, and leaves everybody else as they were', async () => {
        await store.createRoom(roomOf(ben), at);
        await store.createRoom(roomOf(ana), at);
        await members().follow(cleo.personId, ben.personId, at);
        expect(await members().erase(ben.personId, [])).toEqual(['room-of-Ben']);
        expect(await members().find(ben.personId)).toBeUndefined();
        expect(await store.findSession('token of ben')).toBeUndefined();
        expect(await store.findRoom('room-of-Ben')).toBeUndefined();
        expect(await store.findRoom('room-of-Ana')).toBeDefined();
        expect(await members().followedBy(cleo.personId)).toEqual([cardOf(ana)]);
        expect((await store.invites.of(ana.personId, at)).invites).toMatchObject([
          { redeemedBy: cardOf(cleo) },
          { redeemedBy: null, friendName: '' },
        ]);
        expect(await members().rowsAbout(ben.personId)).toSatisfy((tables: Record<string, object[]>) =>
          Object.values(tables).every((rows) => rows.length === 0),
        );
      });

      it('[DATA-5] who they invited stays, invited by nobody', async () => {
        await members().erase(ana.personId, []);
        expect(await members().findByHandle('ben')).toMatchObject({ invitedBy: null, following: 0 });
      });

      it('[DATA-6] waits while a room of somebody else names them in its snapshot or its events, or their browser', async () => {
        const naming = [
          roomOf(ana, { keptOut: [ben.personId] }),
          roomOf(cleo, { keptOut: ['browser:browser of ben'] }),
        ];
        for (const room of naming) await store.createRoom(room, at);
        const third = { ...ana, name: 'Third' };
        await store.createRoom(roomOf(third), at);
        await store.recordEvents('room-of-Third', 0, [{ type: 'opened', at }, present(ben)]);
        await store.createRoom(roomOf({ ...ana, name: 'Other' }), at);
        const { own, others, browsers } = await members().roomsNaming(ben.personId);
        expect(own).toEqual([]);
        expect(others.toSorted()).toEqual(['room-of-Ana', 'room-of-Cleo', 'room-of-Third']);
        expect(browsers).toEqual(['browser of ben']);
        expect(await members().erase(ben.personId, others.slice(1))).toBeUndefined();
        expect(await members().find(ben.personId)).toBeDefined();
        expect(await members().erase(ben.personId, others)).toHaveLength(3);
        expect(await store.findRoom('room-of-Other')).toBeDefined();
      });

      it('[DATA-6] a browser that somebody else uses too is theirs as well, and stays', async () => {
        const shared = { ...signIn(cleo), browser: 'browser of ben' };
        await store.signIns.offerLink({ tokenHash: 'link', member: cleo.personId, expiresAt: at + 9 });
        await store.signIns.redeemLink('link', { ...shared, tokenHash: 'second token of cleo' });
        await store.createRoom(roomOf(ana, { keptOut: ['browser:browser of ben'] }), at);
        expect(await members().roomsNaming(ben.personId)).toEqual({ own: [], others: [], browsers: [] });
        expect(await members().erase(ben.personId, [])).toEqual([]);
        expect((await store.findRoom('room-of-Ana'))?.room.keptOut).toEqual(['browser:browser of ben']);
        expect((await store.findSession('second token of cleo'))?.person).toMatchObject({ name: 'Cleo' });
      });
    });
  });
}
