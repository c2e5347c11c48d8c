import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StageEvent } from '../../shared/room/events.ts';
import { evolve } from '../../shared/room/evolve.ts';
import { newRoom, type Person, type Room } from '../../shared/room/state.ts';
import { VersionConflict } from '../../signal-server/store/store-errors.ts';
import type { SignIn, Store } from '../../signal-server/store/store.ts';

const at = 1_700_000_000_000;
const ana: Person = { personId: 'person-ana', name: 'Ana', kind: 'member', handle: 'ana' };
const ben: Person = { personId: 'person-ben', name: 'Ben', kind: 'guest' };

const opened: StageEvent = { type: 'opened', at };
const retitled = (title: string): StageEvent => ({ type: 'retitled', title, by: null, at });
const signIn = (person: Person, tokenHash: string): SignIn => ({
  tokenHash,
  browser: `of ${tokenHash}`,
  person,
  at,
});

/** Makes the first member, as the owner link does. */
export async function addOwner(store: Store): Promise<void> {
  await store.offerOwnerTicket('ticket', at);
  await store.redeemOwnerTicket({
    ...signIn(ana, 'ana-token'),
    handle: 'ana',
    device: 'Firefox on Linux',
    ticketHash: 'ticket',
    formerTokenHash: undefined,
  });
}

export function closedRoom(id = 'room-1'): Room {
  return newRoom({ id, title: 'Tea', ownerId: ana.personId });
}

/** What every store has to do. `open` opens the same store each time, `discard` does away with it. */
export function storeContract(name: string, open: () => Promise<Store>, discard: () => void): void {
  describe(`${name} as a store`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(async () => {
      await store.close();
      discard();
    });
    const reopen = async () => {
      await store.close();
      store = await open();
    };

    it('answers', () => expect(store.check()).resolves.toBeUndefined());

    describe('people', () => {
      it('[PEOPLE-1] knows no session for a token it has not seen', async () => {
        expect(await store.findSession('unknown')).toBeUndefined();
      });

      it('[PEOPLE-2] keeps a guest’s session, also when it is opened again', async () => {
        expect(await store.signInGuest(signIn(ben, 'token'))).toEqual(ben);
        await reopen();
        expect(await store.findSession('token')).toEqual({ browser: 'of token', person: ben });
      });

      it('[PEOPLE-3] lets the session stand that was there first', async () => {
        const other = { ...ben, personId: 'person-other', name: 'Other' };
        const both = await Promise.all([
          store.signInGuest(signIn(ben, 'token')),
          store.signInGuest(signIn(other, 'token')),
        ]);
        expect(both).toEqual([ben, ben]);
      });

      it('[PEOPLE-4] gives guests another name, and members none', async () => {
        await addOwner(store);
        await store.signInGuest(signIn(ben, 'token'));
        await store.renameGuest(ben.personId, 'Benjamin');
        await store.renameGuest(ana.personId, 'Mallory');
        expect((await store.findSession('token'))?.person?.name).toBe('Benjamin');
        expect((await store.findSession('ana-token'))?.person?.name).toBe('Ana');
      });

      it('[PEOPLE-5] after signing out knows the browser, and nobody with it', async () => {
        await store.signInGuest(signIn(ben, 'token'));
        await store.signOut('token');
        await store.signOut('unknown');
        expect(await store.findSession('token')).toEqual({ browser: 'of token', person: null });
        const next = { ...ben, personId: 'person-next' };
        expect(await store.signInGuest({ ...signIn(next, 'token'), browser: 'another' })).toEqual(next);
        expect(await store.findSession('token')).toEqual({ browser: 'of token', person: next });
      });
    });

    describe('guests who do not come back', () => {
      const day = 24 * 60 * 60 * 1_000;
      const guest = (name: string): Person => ({ personId: `person-${name}`, name, kind: 'guest' });
      const come = (name: string, since: number) =>
        store.signInGuest({ ...signIn(guest(name), name), browser: name, at: at + since });
      const forgetBefore = async (since: number) => {
        while (await store.forgetGuests(at + since));
      };

      it('[PEOPLE-6] are forgotten, and no one who has come since, nor members', async () => {
        await addOwner(store);
        await come('long-gone', 0);
        await come('signed-out', 0);
        await store.signOut('signed-out');
        await come('came-again', 0);
        await store.noteVisit('came-again', at + 3 * day);
        await come('is-new', 3 * day);
        await forgetBefore(2 * day);
        const known = ['ana-token', 'long-gone', 'signed-out', 'came-again', 'is-new'];
        const sessions = await Promise.all(known.map((token) => store.findSession(token)));
        expect(sessions.map((session) => session?.person?.name)).toEqual([
          'Ana',
          undefined,
          undefined,
          'came-again',
          'is-new',
        ]);
        // Nothing of them is left: their ids are free.
        expect(await come('long-gone', 4 * day)).toEqual(guest('long-gone'));
        expect(await come('signed-out', 4 * day)).toEqual(guest('signed-out'));
      });

      it('[PEOPLE-7] have the browser’s name that they had, should they come after all: a room still keeps them out', async () => {
        await come('kept-out', 0);
        const before = await store.findSession('kept-out');
        await store.signInGuest({ ...signIn(guest('renamed'), 'renamed'), browser: 'of another token' });
        await forgetBefore(2 * day);
        await come('kept-out', 3 * day);
        expect((await store.findSession('kept-out'))?.browser).toBe(before?.browser);
        expect((await store.findSession('renamed'))?.browser).toBe('of another token');
      });

      it('[PEOPLE-6] by the thousand too, and some at a time', async () => {
        for (let index = 0; index < 450; index += 1) await come(`guest-${index}`, 0);
        expect(await store.forgetGuests(at + day)).toBe(true);
        await forgetBefore(day);
        expect(await store.findSession('guest-449')).toBeUndefined();
        expect(await store.forgetGuests(at + day)).toBe(false);
      });
    });

    describe('the owner’s ticket', () => {
      const redemption = (ticketHash: string, personId: string) => ({
        ...signIn({ ...ana, personId }, `token of ${personId}`),
        handle: 'ana',
        device: '',
        ticketHash,
        formerTokenHash: undefined,
      });

      it('[TICKET-1] makes the first member once', async () => {
        expect(await store.offerOwnerTicket('ticket', at)).toBe(true);
        expect(await store.redeemOwnerTicket(redemption('wrong', 'one'))).toBe(false);
        expect(await store.redeemOwnerTicket(redemption('ticket', 'two'))).toBe(true);
        expect(await store.redeemOwnerTicket(redemption('ticket', 'three'))).toBe(false);
        expect((await store.findSession('token of two'))?.person).toEqual({ ...ana, personId: 'two' });
        expect(await store.findSession('token of three')).toBeUndefined();
      });

      it('[TICKET-2] of two who redeem it at once exactly one wins', async () => {
        await store.offerOwnerTicket('ticket', at);
        const people = ['one', 'two', 'three', 'four'];
        const won = await Promise.all(
          people.map((one) => store.redeemOwnerTicket(redemption('ticket', one))),
        );
        expect(won.filter(Boolean)).toHaveLength(1);
        const sessions = await Promise.all(people.map((one) => store.findSession(`token of ${one}`)));
        expect(sessions.filter(Boolean)).toHaveLength(1);
      });

      it('[TICKET-3] is replaced by the next one, and there is none once there is a member', async () => {
        await store.offerOwnerTicket('former', at);
        await store.offerOwnerTicket('ticket', at);
        expect(await store.redeemOwnerTicket(redemption('former', 'one'))).toBe(false);
        expect(await store.redeemOwnerTicket(redemption('ticket', 'two'))).toBe(true);
        expect(await store.offerOwnerTicket('next', at)).toBe(false);
        expect(await store.redeemOwnerTicket(redemption('next', 'three'))).toBe(false);
      });

      it('[TICKET-4] ends the session the browser had as a guest, in which the browser is still known', async () => {
        await store.signInGuest(signIn(ben, 'guest-token'));
        await store.offerOwnerTicket('ticket', at);
        const { browser } = signIn(ben, 'guest-token');
        await store.redeemOwnerTicket({
          ...redemption('ticket', 'one'),
          browser,
          formerTokenHash: 'guest-token',
        });
        expect(await store.findSession('guest-token')).toEqual({ browser, person: null });
        expect((await store.findSession('token of one'))?.browser).toBe(browser);
      });
    });

    describe('rooms', () => {
      beforeEach(() => addOwner(store));

      it('[KEEP-1] are found as they were made, with their owner’s name', async () => {
        await store.createRoom(closedRoom(), at);
        await reopen();
        expect(await store.findRoom('room-1')).toEqual({
          room: closedRoom(),
          ownerName: 'Ana',
          ownerHandle: 'ana',
        });
        expect(await store.findRoom('room-2')).toBeUndefined();
      });

      it('[KEEP-2] are what their events make of them', async () => {
        await store.createRoom(closedRoom(), at);
        await store.recordEvents('room-1', 0, [opened, retitled('Coffee')]);
        await store.recordEvents('room-1', 2, [retitled('Cocoa')]);
        await reopen();
        const expected = [opened, retitled('Coffee'), retitled('Cocoa')].reduce(evolve, closedRoom());
        expect((await store.findRoom('room-1'))?.room).toEqual(expected);
      });

      it('[KEEP-3] take no events that do not follow upon the last: neither again, nor with a gap, nor for no room', async () => {
        await store.createRoom(closedRoom(), at);
        await store.recordEvents('room-1', 0, [opened]);
        await expect(store.recordEvents('room-1', 0, [opened])).rejects.toThrow(VersionConflict);
        await expect(store.recordEvents('room-1', 2, [opened])).rejects.toThrow(VersionConflict);
        await expect(store.recordEvents('room-2', 0, [opened])).rejects.toThrow(VersionConflict);
        expect((await store.findRoom('room-1'))?.room.version).toBe(1);
      });

      it('[KEEP-4] record at once, and one that is refused does not take the others with it', async () => {
        for (const id of ['room-1', 'room-2', 'room-3']) await store.createRoom(closedRoom(id), at);
        const results = await Promise.allSettled([
          store.recordEvents('room-1', 0, [opened]),
          store.recordEvents('room-2', 7, [opened]),
          store.recordEvents('room-3', 0, [opened]),
        ]);
        expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
        expect(await store.liveRooms()).toEqual(['room-1', 'room-3']);
      });

      it('[KEEP-5] are listed while they are live, and for their owner when they are closed, by their newest title', async () => {
        for (const id of ['room-1', 'room-2']) await store.createRoom(closedRoom(id), at);
        await store.recordEvents('room-1', 0, [opened, retitled('Coffee')]);
        expect(await store.liveRooms()).toEqual(['room-1']);
        await store.recordEvents('room-1', 2, [
          { type: 'door-changed', door: 'members', by: null, at },
          { type: 'closed', by: null, at },
        ]);
        expect(await store.liveRooms()).toEqual([]);
        expect(await store.closedRoomsOf(ana.personId)).toContainEqual({
          roomId: 'room-1',
          title: 'Coffee',
          door: 'members',
        });
        expect(await store.closedRoomsOf(ben.personId)).toEqual([]);
      });

      it('[KEEP-6] are the same after their events were made into a snapshot, and go on from there', async () => {
        await store.createRoom(closedRoom(), at);
        await store.recordEvents('room-1', 0, [opened, retitled('Coffee')]);
        const found = await store.findRoom('room-1');
        await store.compactRoom(found?.room ?? closedRoom());
        expect(await store.findRoom('room-1')).toEqual(found);
        await store.recordEvents('room-1', 2, [retitled('Cocoa')]);
        expect((await store.findRoom('room-1'))?.room.stage).toMatchObject({ title: 'Cocoa', seq: 3 });
        await expect(store.compactRoom(closedRoom())).rejects.toThrow(VersionConflict);
      });

      it('[KEEP-7] keep thousands of events that come together', async () => {
        await store.createRoom(closedRoom(), at);
        const many = Array.from({ length: 2_500 }, (_, index) => retitled(`Title ${index}`));
        await store.recordEvents('room-1', 0, many);
        expect((await store.findRoom('room-1'))?.room.version).toBe(2_500);
      });
    });
  });
}
