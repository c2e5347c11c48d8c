import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEVICE_LIMIT, PASSKEY_LIMIT } from '../../shared/members/limits.ts';
import type { Person } from '../../shared/room/state.ts';
import type { Arrival, StoredPasskey } from '../../signal-server/store/sign-in-store.ts';
import type { Store } from '../../signal-server/store/store.ts';
import { addOwner } from './store-contract.ts';

const at = 1_700_000_000_000;
const day = 24 * 60 * 60 * 1_000;
const ana = 'person-ana';
const ben: Person = { personId: 'person-ben', name: 'Ben', kind: 'guest' };

const arrival = (tokenHash: string, more: Partial<Arrival> = {}): Arrival => ({
  tokenHash,
  browser: `of ${tokenHash}`,
  formerTokenHash: undefined,
  device: 'Safari on iPhone',
  at,
  ...more,
});

const passkey = (id: string, more: Partial<StoredPasskey> = {}): StoredPasskey => ({
  id,
  personId: ana,
  publicKey: new Uint8Array([1, 2, 255]),
  counter: 0,
  transports: ['internal', 'hybrid'],
  description: 'Firefox on Linux',
  createdAt: at,
  usedAt: null,
  ...more,
});

/** What every store has to do about signing in. `open` opens the same store each time, `discard` does away with it. */
export function signInStoreContract(name: string, open: () => Promise<Store>, discard: () => void): void {
  describe(`${name} as a store of sign-ins`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
      // Her browser has `ana-token`.
      await addOwner(store);
    });
    afterEach(async () => {
      await store.close();
      discard();
    });
    const whoHas = async (token: string) => (await store.findSession(token))?.person?.personId;
    const tokens = async (member = ana) =>
      (await store.signIns.sessionsOf(member)).map(({ tokenHash }) => tokenHash);
    const offer = (tokenHash: string, expiresAt = at + 600_000) =>
      store.signIns.offerLink({ tokenHash, member: ana, expiresAt });

    describe('links', () => {
      it('[SIGNIN-1] sign one browser in, once', async () => {
        await offer('link');
        const arrived = await store.signIns.redeemLink('link', arrival('phone'));
        expect(arrived).toMatchObject({
          person: { personId: ana, name: 'Ana', handle: 'ana' },
          signedOut: [],
        });
        expect(await store.signIns.redeemLink('link', arrival('thief'))).toBeUndefined();
        expect(await store.signIns.redeemLink('no link', arrival('thief'))).toBeUndefined();
        expect([await whoHas('phone'), await whoHas('thief')]).toEqual([ana, undefined]);
      });

      it('[SIGNIN-1] of two who redeem one at once exactly one is signed in', async () => {
        await offer('link');
        const all = ['one', 'two', 'three', 'four'];
        const arrived = await Promise.all(all.map((one) => store.signIns.redeemLink('link', arrival(one))));
        expect(arrived.filter(Boolean)).toHaveLength(1);
        expect((await Promise.all(all.map(whoHas))).filter(Boolean)).toHaveLength(1);
      });

      it('[SIGNIN-2] are good until their time, and one at a time', async () => {
        await offer('former');
        await offer('link');
        expect(await store.signIns.redeemLink('former', arrival('one', { at: at + 1 }))).toBeUndefined();
        const late = arrival('two', { at: at + 600_000 });
        expect(await store.signIns.redeemLink('link', late)).toBeUndefined();
        await offer('next');
        const inTime = arrival('three', { at: at + 599_999 });
        expect(await store.signIns.redeemLink('next', inTime)).toBeDefined();
      });

      it('[SIGNIN-2] are forgotten when their time is over', async () => {
        await offer('link');
        await store.signIns.settle(at + 600_000, at);
        // Not even somebody with a clock that goes wrong could use it.
        expect(await store.signIns.redeemLink('link', arrival('one'))).toBeUndefined();
        await offer('next');
        await store.signIns.settle(at + 599_999, at);
        expect(await store.signIns.redeemLink('next', arrival('two'))).toBeDefined();
      });

      it('[SIGNIN-3] end what the browser was signed in as before, and the browser keeps its name', async () => {
        await store.signInGuest({ tokenHash: 'guest', browser: 'a phone', person: ben, at });
        await offer('link');
        await store.signIns.redeemLink(
          'link',
          arrival('phone', { browser: 'a phone', formerTokenHash: 'guest' }),
        );
        expect(await store.findSession('guest')).toEqual({ browser: 'a phone', person: null });
        expect(await store.findSession('phone')).toMatchObject({
          browser: 'a phone',
          person: { personId: ana },
        });
      });
    });

    describe('links that recover', () => {
      const recover = (tokenHash: string) =>
        store.signIns.offerLink({ tokenHash, member: ana, expiresAt: at + 600_000, recovers: true });

      it('[SIGNIN-12] are taken back by nothing but the next of their kind', async () => {
        await recover('former');
        await recover('recovery');
        await offer('link');
        await store.signIns.signOut(ana, { tokenHash: 'ana-token' });
        await store.signIns.signOut(ana, 'all');
        expect(await store.signIns.redeemLink('former', arrival('thief'))).toBeUndefined();
        expect(await store.signIns.redeemLink('recovery', arrival('phone'))).toMatchObject({
          person: { personId: ana },
        });
        expect(await store.signIns.redeemLink('recovery', arrival('thief'))).toBeUndefined();
      });

      it('[SIGNIN-12] sign in alone: no other browser, link or passkey is good any more', async () => {
        await recover('recovery');
        await store.signIns.addPasskey(passkey('one'));
        await offer('link');
        const arrived = await store.signIns.redeemLink('recovery', arrival('phone'));
        expect(arrived?.signedOut).toEqual(['ana-token']);
        expect(await tokens()).toEqual(['phone']);
        expect(await store.signIns.passkeysOf(ana)).toEqual([]);
        expect(await store.signIns.redeemLink('link', arrival('thief'))).toBeUndefined();
      });

      it('[SIGNIN-12] that came too late change nothing', async () => {
        await recover('recovery');
        const late = arrival('phone', { at: at + 600_000 });
        expect(await store.signIns.redeemLink('recovery', late)).toBeUndefined();
        expect(await tokens()).toEqual(['ana-token']);
      });
    });

    describe('browsers', () => {
      const signIn = async (tokenHash: string, since = 0) => {
        await offer(`link of ${tokenHash}`, at + since + 1);
        return store.signIns.redeemLink(`link of ${tokenHash}`, arrival(tokenHash, { at: at + since }));
      };

      it('[SIGNIN-4] are listed with what they are and when they came last, that one first', async () => {
        await signIn('phone', day);
        expect(await store.signIns.sessionsOf(ana)).toEqual([
          { tokenHash: 'phone', device: 'Safari on iPhone', createdAt: at + day, visitedAt: at + day },
          { tokenHash: 'ana-token', device: 'Firefox on Linux', createdAt: at, visitedAt: at },
        ]);
        expect(await store.noteVisit('ana-token', at + day - 1)).toBe(false);
        expect(await store.noteVisit('ana-token', at + 2 * day)).toBe(true);
        expect(await store.signIns.sessionsOf(ana)).toMatchObject([
          { tokenHash: 'ana-token', createdAt: at, visitedAt: at + 2 * day },
          { tokenHash: 'phone' },
        ]);
        expect(await store.signIns.sessionsOf('nobody')).toEqual([]);
      });

      it('[SIGNIN-5] are signed out one or all, and only one’s own; the browser is still known', async () => {
        await signIn('phone');
        await signIn('tablet');
        await store.signInGuest({ tokenHash: 'guest', browser: 'a laptop', person: ben, at });
        expect(await store.signIns.signOut(ana, { tokenHash: 'guest' })).toEqual([]);
        expect(await store.signIns.signOut(ben.personId, { tokenHash: 'phone' })).toEqual([]);
        expect(await store.signIns.signOut(ana, { tokenHash: 'phone' })).toEqual(['phone']);
        expect(await store.findSession('phone')).toEqual({ browser: 'of phone', person: null });
        expect((await tokens()).toSorted()).toEqual(['ana-token', 'tablet']);
        expect((await store.signIns.signOut(ana, 'all')).toSorted()).toEqual(['ana-token', 'tablet']);
        expect(await tokens()).toEqual([]);
        expect(await whoHas('guest')).toBe(ben.personId);
      });

      it('[SIGNIN-5] and no link is good any more that one of them may have made', async () => {
        for (const which of [{ tokenHash: 'phone' }, 'all'] as const) {
          await signIn('phone');
          await offer('link');
          await store.signIns.signOut(ana, which);
          expect(await store.signIns.redeemLink('link', arrival('thief'))).toBeUndefined();
        }
      });

      it('[SIGNIN-13] that were signed out go with the member whose they were, unless somebody else came in there', async () => {
        await signIn('phone');
        await signIn('tablet');
        await signIn('old', -2 * day);
        await store.signOut('phone');
        await store.signIns.signOut(ana, { tokenHash: 'tablet' });
        await store.signIns.settle(at, at - day);
        await store.signInGuest({ tokenHash: 'tablet', browser: 'anything', person: ben, at });
        expect((await store.members.roomsNaming(ana)).browsers.toSorted()).toEqual([
          'of ana-token',
          'of old',
          'of phone',
        ]);
        const { sessions = [] } = await store.members.rowsAbout(ana);
        expect(sessions).toHaveLength(4);
        expect(JSON.stringify(sessions)).not.toContain(ben.personId);
        await store.members.erase(ana, []);
        for (const token of ['phone', 'old', 'ana-token'])
          expect(await store.findSession(token)).toBeUndefined();
        expect(await store.findSession('tablet')).toMatchObject({ browser: 'of tablet', person: ben });
      });

      it('[SIGNIN-6] with one too many, the one that has not come for longest is signed out', async () => {
        for (let index = 1; index < DEVICE_LIMIT; index += 1) await signIn(`phone ${index}`, index);
        await store.noteVisit('ana-token', at + day);
        expect(await signIn('last', 2 * day)).toMatchObject({ signedOut: ['phone 1'] });
        expect(await whoHas('phone 1')).toBeUndefined();
        expect(await tokens()).toHaveLength(DEVICE_LIMIT);
        expect(await whoHas('ana-token')).toBe(ana);
      });

      it('[SIGNIN-7] are signed out when they have not come for long, and guests are left to their own rule', async () => {
        await store.signInGuest({ tokenHash: 'guest', browser: 'a laptop', person: ben, at });
        await signIn('phone', day);
        await store.signIns.settle(at + 2 * day, at + day);
        expect(await tokens()).toEqual(['phone']);
        expect(await whoHas('guest')).toBe(ben.personId);
      });
    });

    describe('passkeys', () => {
      it('[SIGNIN-8] are kept as they are, the newest first', async () => {
        await store.signIns.addPasskey(passkey('one'));
        await store.signIns.addPasskey(passkey('two', { transports: [], createdAt: at + 1 }));
        await store.close();
        store = await open();
        expect(await store.signIns.passkeysOf(ana)).toEqual([
          passkey('two', { transports: [], createdAt: at + 1 }),
          passkey('one'),
        ]);
        expect(await store.signIns.findPasskey('one')).toEqual(passkey('one'));
        expect(await store.signIns.findPasskey('three')).toBeUndefined();
        expect(await store.signIns.passkeysOf(ben.personId)).toEqual([]);
      });

      it('[SIGNIN-9] are added once, whoever has them, and only so many', async () => {
        await store.signInGuest({ tokenHash: 'guest', browser: 'a laptop', person: ben, at });
        expect(await store.signIns.addPasskey(passkey('one'))).toBeUndefined();
        const stolen = passkey('one', { personId: ben.personId, publicKey: new Uint8Array([6]) });
        expect(await store.signIns.addPasskey(stolen)).toBe('already-so');
        expect(await store.signIns.findPasskey('one')).toEqual(passkey('one'));
        const more = Array.from({ length: PASSKEY_LIMIT }, (_, index) => passkey(`more ${index}`));
        const added = await Promise.all(more.map((one) => store.signIns.addPasskey(one)));
        expect(added.filter((refusal) => refusal === 'too-many')).toHaveLength(1);
        expect(await store.signIns.passkeysOf(ana)).toHaveLength(PASSKEY_LIMIT);
      });

      it('[SIGNIN-10] are removed by their member alone', async () => {
        await store.signIns.addPasskey(passkey('one'));
        expect(await store.signIns.removePasskey(ben.personId, 'one')).toBe(false);
        expect(await store.signIns.removePasskey(ana, 'one')).toBe(true);
        expect(await store.signIns.removePasskey(ana, 'one')).toBe(false);
        expect(await store.signIns.findPasskey('one')).toBeUndefined();
      });

      it('[SIGNIN-11] sign a browser in, and no count twice', async () => {
        await store.signIns.addPasskey(passkey('counts', { counter: 5 }));
        const show = (counter: number, token: string) =>
          store.signIns.signInWithPasskey('counts', counter, arrival(token, { at: at + counter }));
        const both = await Promise.all([show(6, 'phone'), show(6, 'thief')]);
        expect(both).toMatchObject([{ person: { personId: ana } }, undefined]);
        expect(await show(5, 'thief')).toBeUndefined();
        expect(await show(0, 'thief')).toBeUndefined();
        expect(await store.signIns.findPasskey('counts')).toMatchObject({ counter: 6, usedAt: at + 6 });
        expect([await whoHas('phone'), await whoHas('thief')]).toEqual([ana, undefined]);
      });

      it('[SIGNIN-11] that never count, as often as one likes', async () => {
        await store.signIns.addPasskey(passkey('counts-not'));
        for (const token of ['phone', 'tablet'])
          expect(await store.signIns.signInWithPasskey('counts-not', 0, arrival(token))).toMatchObject({
            person: { personId: ana },
          });
        expect(await store.signIns.signInWithPasskey('unknown', 0, arrival('thief'))).toBeUndefined();
      });
    });
  });
}
