import { describe, expect, it } from 'vitest';
import { AUDIENCE_PAGE, DIGEST_INTERVAL_MS } from '../../shared/protocol/limits.ts';
import type { ListenerCard } from '../../shared/protocol/messages.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { roomWith, useServer } from './harness/fixture.ts';

let clock = new FakeClock();
const fixture = useServer(() => ({ clock: (clock = new FakeClock()) }));

describe('digests of the audience', () => {
  it('[TOLD-1] come at once after a quiet time, then at most every 500 ms, with the newest state', async () => {
    const { ana, guests } = await roomWith(fixture, 'Ben');
    clock.advance(DIGEST_INTERVAL_MS);
    ana.forget();
    const [ben] = guests;
    await ben?.command({ type: 'raise-hand' });
    await ana.hears('audience', ({ handCount }) => handCount === 1);
    await ben?.command({ type: 'lower-hand', who: ben.entrance.you });
    await ben?.command({ type: 'raise-hand' });
    await ben?.command({ type: 'lower-hand', who: ben.entrance.you });
    await ana.settled();
    expect(ana.all('audience')).toHaveLength(1);
    clock.advance(DIGEST_INTERVAL_MS);
    await ana.hears('audience', ({ handCount }) => handCount === 0);
    expect(ana.all('audience')).toHaveLength(2);
  });

  it('[TOLD-2] carry only the fields that changed', async () => {
    const { ana, guests } = await roomWith(fixture, 'Ben');
    clock.advance(DIGEST_INTERVAL_MS);
    await ana.settled();
    ana.forget();
    await guests[0]?.command({ type: 'raise-hand' });
    const digest = await ana.hears('audience');
    expect(Object.keys(digest).sort()).toEqual(['handCount', 'hands', 'people']);
  });

  it('[TOLD-3] who enters between two digests misses nothing of the next one', async () => {
    const { ana, room } = await roomWith(fixture, 'Ben');
    clock.advance(1);
    const cleo = await fixture.browser().enter(room, 'Cleo');
    clock.advance(DIGEST_INTERVAL_MS);
    const digest = await cleo.hears('audience', ({ count }) => count === 2);
    expect(digest.people?.map(({ name }) => name)).toEqual(['Ben', 'Cleo']);
    await ana.hears('audience', ({ count }) => count === 2);
  });

  it('[TOLD-4] show the first few dozen; further ones come in pages on demand, only to those inside', async () => {
    const { ana, room } = await roomWith(fixture);
    const extra = 3;
    const names = Array.from({ length: AUDIENCE_PAGE + extra }, (_, index) => `Guest ${index}`);
    for (const name of names) {
      await fixture.browser().enter(room, name);
      clock.advance(1);
    }
    clock.advance(DIGEST_INTERVAL_MS);
    const digest = await ana.hears('audience', ({ count }) => count === names.length);
    const first = digest.people ?? ana.all('audience').findLast(({ people }) => people)?.people ?? [];
    const rest = (await ana.ask('people', { offset: AUDIENCE_PAGE })) as unknown as { value: ListenerCard[] };
    expect([...first, ...rest.value].map(({ name }) => name)).toEqual(names);
    const outside = await fixture.browser().open();
    expect(await outside.ask('people', { offset: 0 })).toEqual({ ok: false, reason: 'not-in-room' });
  });
});

describe('plans', () => {
  it('[TOLD-5] a newcomer is told their links on entering, and only the stage hears of it', async () => {
    const { ana, guests, room } = await roomWith(fixture, 'Ben');
    clock.advance(1);
    const cleo = await fixture.browser().enter(room, 'Cleo');
    const toAna = {
      peer: ana.entrance.you,
      kind: 'stage',
      fingerprint: ana.fingerprint,
      initiator: true,
    };
    expect(cleo.entrance.plan).toEqual([toAna]);
    const links = await ana.hears('plan', (plan) => plan.length === 2);
    expect(links.map(({ peer }) => peer)).toContain(cleo.entrance.you);
    await guests[0]?.settled();
    expect(guests[0]?.all('plan')).toEqual([]);
  });

  it('[TOLD-6] what does not change anyone’s links sends no plan', async () => {
    const { ana, guests } = await roomWith(fixture, 'Ben');
    const pages = [ana, ...guests];
    for (const page of pages) {
      await page.settled();
      page.forget();
    }
    await guests[0]?.command({ type: 'raise-hand' });
    await ana.command({ type: 'unmute' });
    await ana.command({ type: 'retitle', title: 'Coffee' });
    for (const page of pages) await page.settled();
    expect(pages.flatMap((page) => page.all('plan'))).toEqual([]);
  });

  it('[TOLD-7] whoever comes on stage is linked to everyone there, and back in the audience only to the stage', async () => {
    const { ana, guests } = await roomWith(fixture, 'Ben', 'Cleo');
    const [ben, cleo] = guests;
    if (!ben || !cleo) throw new Error();
    await ana.command({ type: 'bring-on-stage', who: ben.entrance.you });
    await ben.command({ type: 'accept-stage' });
    const peers = (plan: readonly { peer: string }[]) => plan.map(({ peer }) => peer);
    const both = [ana.entrance.you, ben.entrance.you];
    expect(new Set(peers(await cleo.hears('plan')))).toEqual(new Set(both));
    expect(new Set(peers(await ben.hears('plan')))).toEqual(new Set([ana.entrance.you, cleo.entrance.you]));
    cleo.forget();
    await ben.command({ type: 'move-to-audience', who: ben.entrance.you });
    expect(peers(await cleo.hears('plan'))).toEqual([ana.entrance.you]);
  });

  it('[TOLD-8] a page that takes over brings its certificate, and its peers are told', async () => {
    const { ana, owner, room, guests } = await roomWith(fixture, 'Ben');
    const second = await owner.enter(room);
    expect(second.fingerprint).not.toBe(ana.fingerprint);
    const plan = await guests[0]?.hears('plan', ([link]) => link?.fingerprint === second.fingerprint);
    expect(plan).toHaveLength(1);
  });
});

describe('previews', () => {
  it('[TOLD-9] whoever watches sees who is on stage and how many listen, without being in the room', async () => {
    const { ana, room } = await roomWith(fixture, 'Ben');
    const page = await fixture.browser().open();
    const seen = await page.watch(room);
    expect(seen).toMatchObject({
      ok: true,
      value: { title: 'Tea', live: true, listening: 1, ownerName: 'Ana', yours: false },
    });
    expect(await page.watch('nosuchroom')).toEqual({ ok: false, reason: 'no-such-room' });
    clock.advance(DIGEST_INTERVAL_MS);
    await ana.command({ type: 'retitle', title: 'Coffee' });
    await page.hears('preview', ({ title }) => title === 'Coffee');
    expect(page.all('stage')).toEqual([]);
    expect((await ana.ask('people', { offset: 0 })) as unknown).toMatchObject({ value: [{ name: 'Ben' }] });
  });

  it('[TOLD-10] closing and opening again are seen at once, and the owner sees that the room is theirs', async () => {
    const { ana, room, owner } = await roomWith(fixture);
    const [stranger, own] = [await fixture.browser().open(), await owner.open()];
    expect(await own.watch(room)).toMatchObject({ value: { yours: true } });
    await stranger.watch(room);
    await ana.command({ type: 'close' });
    await own.hears('preview', ({ live, yours }) => !live && yours);
    await stranger.hears('preview', ({ live, yours }) => !live && !yours);
    await owner.http('POST', `/api/rooms/${room}/open`, {});
    await stranger.hears('preview', ({ live }) => live);
  });

  it('[TOLD-11] who has entered or looks elsewhere hears no more previews of the room', async () => {
    const { ana, room, owner } = await roomWith(fixture);
    const other = await owner.openRoom('Other');
    const pages = [await fixture.browser().open(), await fixture.browser().open()];
    for (const page of pages) await page.watch(room);
    await pages[0]?.watch(other);
    await pages[1]?.enter(room, 'Ben');
    clock.advance(DIGEST_INTERVAL_MS);
    for (const page of pages) page.forget();
    await ana.command({ type: 'close' });
    for (const page of pages) await page.settled();
    expect(pages.flatMap((page) => page.all('preview'))).toEqual([]);
  });
});
