import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expiryOf } from '../../shared/invites/policy.ts';
import { newRoom, type Person } from '../../shared/room/state.ts';
import type { InviteRedemption, IssuedInvite } from '../../signal-server/store/invite-store.ts';
import type { Store } from '../../signal-server/store/store.ts';
import { addOwner } from './store-contract.ts';

export const at = 1_700_000_000_000;
const dayMs = 24 * 60 * 60 * 1_000;
const ana = 'person-ana';

/** An invite of Ana's whose token and number go by its id. */
export function invite(id: string, more: Partial<IssuedInvite> = {}): IssuedInvite {
  return {
    id,
    inviterId: ana,
    friendName: `Friend of ${id}`,
    tokenHash: `token of ${id}`,
    phoneHash: `number of ${id}`,
    at,
    expiresAt: expiryOf(at),
    extra: false,
    ...more,
  };
}

export const claimOf = (id: string, more = {}) => ({
  tokenHash: `token of ${id}`,
  phoneHash: `number of ${id}`,
  at,
  ...more,
});
export const wrong = { phoneHash: 'number of nobody' };

export function redemption(
  id: string,
  handle: string,
  more: Partial<InviteRedemption> = {},
): InviteRedemption {
  const person: Person = { personId: `person-${handle}`, name: `Name of ${handle}`, kind: 'member', handle };
  return {
    inviteTokenHash: `token of ${id}`,
    phoneHash: `number of ${id}`,
    handle,
    person,
    tokenHash: `cookie of ${handle}`,
    browser: `browser of ${handle}`,
    device: 'Firefox on Linux',
    formerTokenHash: undefined,
    at,
    ...more,
  };
}

/** What every store has to do with invites. `open` opens the same store each time, `discard` does away with it. */
export function inviteStoreContract(name: string, open: () => Promise<Store>, discard: () => void): void {
  describe(`${name} as a store of invites`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
      await addOwner(store);
    });
    afterEach(async () => {
      await store.close();
      discard();
    });
    const book = (of = ana, now = at) => store.invites.of(of, now);
    const states = async (now = at) => (await book(ana, now)).invites.map(({ state }) => state);

    describe('issuing', () => {
      it('[INV-5] is possible as often as one has an invite left, and then no more', async () => {
        const issued = [];
        for (const id of ['one', 'two', 'three']) issued.push(await store.invites.issue(invite(id)));
        expect(issued).toEqual([true, true, false]);
        expect(await book()).toMatchObject({ left: 0, roomsToNext: 3, invites: [{}, {}] });
      });

      it('[INV-5] is not possible at once more often than one has invites', async () => {
        const ids = ['one', 'two', 'three', 'four'];
        const issued = await Promise.all(ids.map((id) => store.invites.issue(invite(id))));
        expect(issued.filter(Boolean)).toHaveLength(2);
      });

      it('[INV-5] is kept, the newest first, also when the store is opened again', async () => {
        await store.invites.issue(invite('one'));
        await store.invites.issue(invite('two', { at: at + 1, expiresAt: expiryOf(at + 1) }));
        await store.close();
        store = await open();
        expect((await book()).invites).toEqual([
          {
            id: 'two',
            friendName: 'Friend of two',
            state: 'waiting',
            createdAt: at + 1,
            expiresAt: at + 1 + 30 * dayMs,
            endedAt: null,
            redeemedBy: null,
          },
          expect.objectContaining({ id: 'one', createdAt: at }),
        ]);
      });

      it('[INV-5] on the server’s machine costs nothing, brings nothing back, and is for members to give', async () => {
        for (const id of ['one', 'two', 'three'])
          expect(await store.invites.issue(invite(id, { extra: true }))).toBe(true);
        expect(await store.invites.withdraw(ana, 'one', at)).toBeUndefined();
        for (let tries = 0; tries < 5; tries += 1) await store.invites.check(claimOf('two', wrong));
        expect((await states(at + 30 * dayMs)).toSorted(byId)).toEqual(['expired', 'locked', 'withdrawn']);
        expect(await book()).toMatchObject({ left: 2, roomsToNext: 3 });
        const guest: Person = { personId: 'person-ben', name: 'Ben', kind: 'guest' };
        await store.signInGuest({ tokenHash: 'ben', browser: 'ben', person: guest, at });
        for (const inviterId of ['person-ben', 'nobody'])
          expect(await store.invites.issue(invite('four', { extra: true, inviterId }))).toBe(false);
      });
    });

    describe('an invite that ends without a member', () => {
      beforeEach(async () => {
        await store.invites.issue(invite('one'));
      });

      it('[INV-6] goes back when it is withdrawn, once, and by its inviter only', async () => {
        await store.invites.issue(invite('two'));
        await store.invites.redeem(redemption('two', 'ben'));
        expect(await store.invites.withdraw('person-ben', 'one', at)).toBe('link-spent');
        expect(await store.invites.withdraw(ana, 'never', at)).toBe('link-spent');
        expect(await store.invites.withdraw(ana, 'two', at)).toBe('invite-redeemed');
        expect(await store.invites.withdraw(ana, 'one', at)).toBeUndefined();
        expect(await store.invites.withdraw(ana, 'one', at)).toBe('invite-withdrawn');
        expect((await book()).left).toBe(1);
        expect(await store.invites.check(claimOf('one'))).toBe('invite-withdrawn');
        expect(await store.invites.glance('token of one', at)).toBe('invite-withdrawn');
      });

      it('[INV-6] goes back when it expires, whoever notices first', async () => {
        const late = at + 30 * dayMs;
        expect(await store.invites.check(claimOf('one', { at: late - 1 }))).toBeUndefined();
        expect(await store.invites.check(claimOf('one', { at: late }))).toBe('invite-expired');
        const { left, invites } = await book(ana, late + 1);
        expect(left).toBe(2);
        expect(invites).toMatchObject([{ state: 'expired', endedAt: late }]);
        const redeemed = await store.invites.redeem(redemption('one', 'ben', { at: late }));
        expect(redeemed).toBe('invite-expired');
        expect(await store.findSession('cookie of ben')).toBeUndefined();
      });

      it('[INV-6] expires in time for the one who has none left', async () => {
        await store.invites.issue(invite('two'));
        const late = at + 30 * dayMs;
        const again = { at: late, expiresAt: expiryOf(late) };
        expect(await store.invites.issue(invite('three', again))).toBe(true);
        expect((await book(ana, late)).left).toBe(1);
      });

      it('[INV-6] goes back when five wrong numbers have locked it, and no right one opens it again', async () => {
        const answers = [];
        for (let tries = 0; tries < 6; tries += 1)
          answers.push(await store.invites.check(claimOf('one', wrong)));
        expect(answers).toEqual([
          ...Array.from({ length: 4 }, () => 'wrong-number'),
          'invite-locked',
          'invite-locked',
        ]);
        expect(await store.invites.redeem(redemption('one', 'ben'))).toBe('invite-locked');
        expect(await book()).toMatchObject({ left: 2, invites: [{ state: 'locked', endedAt: at }] });
      });

      it('[INV-6] is locked by wrong numbers that come at once, too, and goes back once', async () => {
        const answers = await Promise.all(
          Array.from({ length: 20 }, () => store.invites.check(claimOf('one', wrong))),
        );
        expect(answers.filter((answer) => answer === 'wrong-number')).toHaveLength(4);
        expect((await book()).left).toBe(2);
      });

      it('[INV-6] is forgotten 30 days later, while a redeemed one is not', async () => {
        await store.invites.issue(invite('two'));
        await store.invites.redeem(redemption('two', 'ben'));
        await store.invites.withdraw(ana, 'one', at + dayMs);
        await store.invites.settle(at + 31 * dayMs, at + dayMs);
        expect((await states(at + 31 * dayMs)).toSorted(byId)).toEqual(['redeemed', 'withdrawn']);
        await store.invites.settle(at + 31 * dayMs + 1, at + dayMs + 1);
        expect(await states(at + 32 * dayMs)).toEqual(['redeemed']);
        expect(await store.invites.glance('token of one', at + 32 * dayMs)).toBe('link-spent');
      });
    });

    describe('redeeming', () => {
      beforeEach(async () => {
        await store.invites.issue(invite('one'));
      });

      it('[INV-7] takes the link and the number, and says who invites whom before', async () => {
        expect(await store.invites.glance('token of none', at)).toBe('link-spent');
        expect(await store.invites.check(claimOf('none'))).toBe('link-spent');
        expect(await store.invites.redeem(redemption('none', 'ben'))).toBe('link-spent');
        expect(await store.invites.glance('token of one', at)).toEqual({
          invitedBy: { personId: ana, handle: 'ana', name: 'Ana', picture: null },
          friendName: 'Friend of one',
        });
        expect(await store.invites.check(claimOf('one', wrong))).toBe('wrong-number');
        expect(await store.invites.redeem(redemption('one', 'ben', wrong))).toBe('wrong-number');
        expect(await store.invites.check(claimOf('one'))).toBeUndefined();
        expect(await states()).toEqual(['waiting']);
      });

      it('[INV-7] makes a member who follows the inviter, has two invites, and stands for the friend', async () => {
        expect(await store.invites.redeem(redemption('one', 'ben'))).toBeUndefined();
        const { person } = redemption('one', 'ben');
        expect(await store.findSession('cookie of ben')).toEqual({ browser: 'browser of ben', person });
        expect(await book('person-ben')).toEqual({ left: 2, roomsToNext: 3, invites: [] });
        const card = { personId: 'person-ben', handle: 'ben', name: 'Name of ben', picture: null };
        expect((await book()).invites).toMatchObject([
          { state: 'redeemed', friendName: '', redeemedBy: card, endedAt: at },
        ]);
        expect((await store.members.find('person-ben'))?.invitedBy?.personId).toBe(ana);
        expect(await store.members.followersOf(ana)).toEqual([card]);
        expect(await store.members.followersOf('person-ben')).toEqual([]);
        expect(await store.invites.check(claimOf('one'))).toBe('invite-redeemed');
      });

      it('[INV-7] ends the session the browser had as a guest, in which the browser is still known', async () => {
        const guest: Person = { personId: 'person-guest', name: 'Guest', kind: 'guest' };
        await store.signInGuest({ tokenHash: 'guest', browser: 'browser', person: guest, at });
        const former = { browser: 'browser', formerTokenHash: 'guest' };
        await store.invites.redeem(redemption('one', 'ben', former));
        expect(await store.findSession('guest')).toEqual({ browser: 'browser', person: null });
      });

      it('[INV-8] makes one member of a thousand who redeem at once', async () => {
        const handles = Array.from({ length: 1_000 }, (_, index) => `friend_${index}`);
        const answers = await Promise.all(
          handles.map((handle) => store.invites.redeem(redemption('one', handle))),
        );
        const won = handles.filter((_, index) => answers[index] === undefined);
        expect(won).toHaveLength(1);
        expect(answers.filter((answer) => answer === 'invite-redeemed')).toHaveLength(999);
        const members = await store.members.all();
        expect(members.map(({ handle }) => handle).toSorted(byId)).toEqual(['ana', ...won]);
        expect((await book()).invites[0]?.redeemedBy?.handle).toBe(won[0]);
      });

      it('[INV-9] with a handle that somebody has spends nothing', async () => {
        const answer = await store.invites.redeem(redemption('one', 'ben', { handle: 'ana' }));
        expect(answer).toBe('handle-taken');
        expect(await store.findSession('cookie of ben')).toBeUndefined();
        expect(await states()).toEqual(['waiting']);
        expect(await store.invites.redeem(redemption('one', 'ben'))).toBeUndefined();
      });
    });

    describe('the rooms in which somebody took part', () => {
      beforeEach(async () => {
        for (const id of ['tea', 'chess', 'choir', 'news'])
          await store.createRoom(newRoom({ id, title: id, ownerId: ana }), at);
      });
      const use = async (...rooms: string[]) => {
        for (const room of rooms) await store.invites.noteUse(ana, room);
      };

      it('[INV-2] bring an invite with every third', async () => {
        await use('tea', 'tea', 'chess');
        expect(await book()).toMatchObject({ left: 2, roomsToNext: 1 });
        await use('choir');
        expect(await book()).toMatchObject({ left: 3, roomsToNext: 3 });
        await use('tea');
        expect(await book()).toMatchObject({ left: 3, roomsToNext: 2 });
      });

      it('[INV-2] bring none while five are unused, those that wait counted', async () => {
        await store.invites.issue(invite('one'));
        for (let times = 0; times < 4; times += 1) await use('tea', 'chess', 'choir');
        expect(await book()).toMatchObject({ left: 4, roomsToNext: null });
        await store.invites.redeem(redemption('one', 'ben'));
        expect(await book()).toMatchObject({ left: 4, roomsToNext: 3 });
      });

      it('[INV-2] count when they come all at once, and when the store closes upon it', async () => {
        const noted = ['tea', 'chess', 'choir', 'news'].map((room) => store.invites.noteUse(ana, room));
        await store.close();
        await Promise.all(noted);
        store = await open();
        expect(await book()).toMatchObject({ left: 3, roomsToNext: 2 });
      });

      it('[INV-2] bring guests nothing', async () => {
        await store.invites.noteUse('nobody', 'tea');
        expect(await book('nobody')).toEqual({ left: 0, roomsToNext: null, invites: [] });
      });
    });
  });
}

function byId(a: string, b: string): number {
  return a.localeCompare(b);
}
