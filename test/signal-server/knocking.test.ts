import { describe, expect, it } from 'vitest';
import { DIGEST_INTERVAL_MS, GUEST_KNOCKS_LIMIT } from '../../shared/protocol/limits.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { useServer } from './harness/fixture.ts';
import type { TestBrowser } from './harness/test-browser.ts';
import type { TestPage } from './harness/test-page.ts';

let clock = new FakeClock();
const fixture = useServer(() => ({ clock: (clock = new FakeClock()) }));
const refused = (reason: string) => ({ ok: false, reason });
const granted = { ok: true, value: null };

/** Ana moderates her room for members only; Ben, a member, listens there. */
async function evening() {
  const owner = fixture.browser();
  await owner.becomeOwner();
  const room = await owner.openRoom('Tea', { door: 'members' });
  const ana = await owner.enter(room);
  const member = fixture.browser();
  const { personId: benId } = await member.joinAs('Ben');
  const ben = await member.enter(room);
  return { owner, room, ana, member, benId, ben };
}

/** Somebody before the door, with the id by which the moderators see them. */
async function knocker(room: string, name: string, browser = fixture.browser()) {
  const page = await browser.open();
  await page.watch(room);
  expect(await page.knock(room, name)).toEqual(granted);
  const { person } = await browser.session();
  return { browser, page, personId: person?.personId ?? '' };
}

/** Who waits, as this page was told last. */
function waiting(page: TestPage): string[] {
  return (page.all('knocks').at(-1) ?? []).map(({ name }) => name);
}

async function seesWaiting(page: TestPage, ...names: readonly string[]): Promise<void> {
  await page.until(() => {
    clock.advance(DIGEST_INTERVAL_MS);
    return waiting(page).join() === names.join();
  });
}

async function bringOnStage(moderator: TestPage, page: TestPage & { entrance: { you: string } }) {
  expect(await moderator.command({ type: 'bring-on-stage', who: page.entrance.you })).toEqual(granted);
  expect(await page.command({ type: 'accept-stage' })).toEqual(granted);
}

describe('a knock', () => {
  it('[KNOCK-1] is heard by the moderators and nobody else; who is let in is told and comes in as a listener', async () => {
    const { room, ana, ben } = await evening();
    await bringOnStage(ana, ben);
    const gil = await knocker(room, ' Gil ');
    const knocks = await ana.hears('knocks');
    expect(knocks).toEqual([{ personId: gil.personId, name: 'Gil', kind: 'guest', at: clock.now() }]);
    expect(await ana.command({ type: 'let-in', personId: gil.personId })).toEqual(granted);
    expect(await gil.page.hears('knocked')).toEqual({ letIn: true });
    const entered = await gil.page.enter(room);
    expect(entered).toMatchObject({ ok: true, value: { knocks: [] } });
    await seesWaiting(ana);
    await ben.settled();
    expect(ben.all('knocks')).toEqual([]);
    expect((await ana.ask('people', { offset: 0 })) as unknown).toMatchObject({
      value: [{ name: 'Gil', kind: 'guest' }],
    });
  });

  it('[KNOCK-2] turned away is told so, and not heard again from that person or browser while the room is open', async () => {
    const { owner, room, ana } = await evening();
    const gil = await knocker(room, 'Gil');
    await ana.command({ type: 'turn-away', personId: gil.personId });
    expect(await gil.page.hears('knocked')).toEqual({ letIn: false });
    expect(await gil.page.knock(room)).toEqual(refused('turned-away'));
    expect(await (await gil.browser.open()).knock(room, 'Gilbert')).toEqual(refused('turned-away'));
    await gil.browser.http('DELETE', '/api/session');
    expect(await gil.page.knock(room, 'Somebody new')).toEqual(refused('turned-away'));
    expect(await gil.page.enter(room)).toEqual(refused('members-only'));
    await knocker(room, 'Hal');
    await ana.command({ type: 'close' });
    await owner.http('POST', `/api/rooms/${room}/open`, {});
    await ana.enter(room);
    expect(await gil.page.knock(room)).toEqual(granted);
  });

  it('[KNOCK-3] ends when the page goes, no longer wants to, or looks elsewhere, and when the room closes', async () => {
    const { owner, room, ana } = await evening();
    const [gil, hal, ida] = [
      await knocker(room, 'Gil'),
      await knocker(room, 'Hal'),
      await knocker(room, 'Ida'),
    ];
    await seesWaiting(ana, 'Gil', 'Hal', 'Ida');
    gil.page.close();
    await seesWaiting(ana, 'Hal', 'Ida');
    expect(await hal.page.ask('leave')).toEqual(granted);
    expect(await hal.page.ask('leave')).toEqual(refused('not-in-room'));
    await seesWaiting(ana, 'Ida');
    const other = await owner.openRoom('Coffee');
    await ida.page.watch(other);
    await seesWaiting(ana);
    await ida.page.watch(room);
    expect(await ida.page.knock(room)).toEqual(granted);
    await ana.command({ type: 'close' });
    await ida.page.hears('preview', ({ live }) => !live);
    expect(await ida.page.knock(room)).toEqual(refused('room-closed'));
    expect(await ida.page.ask('leave')).toEqual(refused('not-in-room'));
  });

  it('[KNOCK-4] opens the door to nobody by itself: only moderators answer it, and only for who knocks', async () => {
    const { room, ana, ben } = await evening();
    const gil = await knocker(room, 'Gil');
    const letIn = { type: 'let-in', personId: gil.personId } as const;
    const turnAway = { ...letIn, type: 'turn-away' } as const;
    expect(await gil.page.enter(room)).toEqual(refused('members-only'));
    expect(await gil.page.command(letIn)).toEqual(refused('not-in-room'));
    expect(await ben.command(letIn)).toEqual(refused('not-allowed'));
    expect(await ben.command(turnAway)).toEqual(refused('not-allowed'));
    await bringOnStage(ana, ben);
    expect(await ben.command(letIn)).toEqual(refused('not-allowed'));
    for (const personId of ['nobody-here', ben.entrance.you, ana.entrance.you]) {
      expect(await ana.command({ ...letIn, personId })).toEqual(refused('no-such-person'));
      expect(await ana.command({ ...turnAway, personId })).toEqual(refused('no-such-person'));
    }
    expect(await ana.command(letIn)).toEqual(granted);
    expect(await ana.command(letIn)).toEqual(refused('already-so'));
    expect(await ana.command(turnAway)).toEqual(refused('already-so'));
    expect(gil.page.all('knocked')).toEqual([{ letIn: true }]);
  });

  it('[KNOCK-5] a thousand times from one browser is one knock, and beyond its measure refused', async () => {
    const { room, ana } = await evening();
    const gil = await knocker(room, 'Gil');
    await seesWaiting(ana, 'Gil');
    ana.forget();
    const answers = [];
    for (let round = 0; round < 10; round += 1) {
      answers.push(...(await Promise.all(Array.from({ length: 100 }, () => gil.page.knock(room)))));
      // Long enough not to be cut off.
      clock.advance(5_000);
    }
    const reasons = new Set(answers.map((answer) => (answer.ok ? 'granted' : answer.reason)));
    expect([...reasons].sort()).toEqual(['granted', 'too-frequent']);
    await ana.settled();
    expect(ana.all('knocks')).toEqual([]);
    expect(await ana.command({ type: 'let-in', personId: gil.personId })).toEqual(granted);
  });

  it('[KNOCK-6] needs a person: no other’s id is taken, and whoever may come in, is in, or was removed is told so', async () => {
    const { room, ana, member, benId, ben } = await evening();
    const page = await fixture.browser().open();
    expect(await page.ask('knock', { room, personId: benId })).toEqual(refused('malformed'));
    expect(await page.ask('knock', { room, guestName: 'Gil', kind: 'member' })).toEqual(refused('malformed'));
    expect(await page.knock(room)).toEqual(refused('not-signed-in'));
    expect(await page.knock('nosuchroom', 'Gil')).toEqual(refused('no-such-room'));
    expect(await ben.knock(room)).toEqual(refused('already-so'));
    expect(await (await member.open()).knock(room)).toEqual(refused('already-so'));
    await ana.command({ type: 'remove', who: ben.entrance.you });
    expect(await ben.knock(room)).toEqual(refused('kept-out'));
    expect(ana.all('knocks')).toEqual([]);
  });

  it('[KNOCK-7] is heard at a locked room too, and who is let in passes the lock', async () => {
    const { room, ana } = await evening();
    await ana.command({ type: 'set-door', door: 'link' });
    await ana.command({ type: 'lock', locked: true });
    const gil = await knocker(room, 'Gil');
    expect(await gil.page.enter(room)).toEqual(refused('room-locked'));
    await ana.command({ type: 'let-in', personId: gil.personId });
    expect(await gil.page.enter(room)).toMatchObject({ ok: true });
    expect(ana.stage?.locked).toBe(true);
  });

  it('[KNOCK-8] is answered too when the door opens to who knocks, and when their browser is kept out', async () => {
    const { room, ana } = await evening();
    const gil = await knocker(room, 'Gil');
    const another = await gil.browser.open();
    await gil.browser.http('DELETE', '/api/session');
    expect(await another.knock(room, 'Hal')).toEqual(granted);
    await seesWaiting(ana, 'Gil', 'Hal');
    const hal = ana.all('knocks').at(-1)?.at(-1);
    await ana.command({ type: 'let-in', personId: hal?.personId ?? '' });
    const entered = await another.enter(room);
    await ana.command({ type: 'remove', who: entered.ok ? entered.value.you : '' });
    expect(await gil.page.hears('knocked')).toEqual({ letIn: false });
    const ida = await knocker(room, 'Ida');
    await ana.command({ type: 'set-door', door: 'link' });
    expect(await ida.page.hears('knocked')).toEqual({ letIn: true });
    expect(await ida.page.enter(room)).toMatchObject({ ok: true });
  });

  it('[KNOCK-9] waits while no moderator is there, and is told to whoever comes to moderate, not to who ceased to', async () => {
    const { owner, room, ana, ben } = await evening();
    await bringOnStage(ana, ben);
    ana.close();
    await ben.hears('stage', ({ events }) => events.some(({ type }) => type === 'stage-away'));
    const gil = await knocker(room, 'Gil');
    const back = await owner.enter(room);
    expect(back.entrance.knocks).toMatchObject([{ personId: gil.personId, name: 'Gil' }]);
    await ben.settled();
    expect(ben.all('knocks')).toEqual([]);
    await back.command({ type: 'make-moderator', who: ben.entrance.you });
    expect(await ben.hears('knocks')).toMatchObject([{ name: 'Gil' }]);
    await back.command({ type: 'take-back-moderator', who: ben.entrance.you });
    await ben.until(() => waiting(ben).length === 0);
    const known = ben.all('knocks').length;
    await knocker(room, 'Hal');
    await seesWaiting(back, 'Gil', 'Hal');
    await ben.settled();
    expect(ben.all('knocks')).toHaveLength(known);
  });

  it('[KNOCK-10] lets in for as long as the room is open: one may leave and come back, but not after a removal', async () => {
    const { owner, room, ana } = await evening();
    const gil = await knocker(room, 'Gil');
    await ana.command({ type: 'let-in', personId: gil.personId });
    await gil.page.enter(room);
    await gil.page.ask('leave');
    const again = await gil.browser.enter(room);
    await again.ask('leave');
    await ana.command({ type: 'close' });
    await owner.http('POST', `/api/rooms/${room}/open`, {});
    expect(await again.enter(room)).toEqual(refused('members-only'));
    await ana.enter(room);
    expect(await again.knock(room)).toEqual(granted);
    await ana.command({ type: 'let-in', personId: gil.personId });
    const inside = await gil.browser.enter(room);
    await ana.command({ type: 'remove', who: inside.entrance.you });
    clock.advance(1_000);
    expect(await inside.enter(room)).toEqual(refused('kept-out'));
    expect(await inside.knock(room)).toEqual(refused('kept-out'));
  });

  it('[KNOCK-11] of more guests than forty is not heard, and moderators are told at most twice a second', async () => {
    const { room, ana } = await evening();
    const browsers: TestBrowser[] = Array.from({ length: GUEST_KNOCKS_LIMIT + 1 }, () => fixture.browser());
    const pages = await Promise.all(browsers.map((browser) => browser.open()));
    const answers = await Promise.all(pages.map((page, index) => page.knock(room, `Guest ${index}`)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(GUEST_KNOCKS_LIMIT);
    expect(answers.find(({ ok }) => !ok)).toEqual(refused('too-frequent'));
    await ana.settled();
    expect(ana.all('knocks')).toHaveLength(1);
    clock.advance(DIGEST_INTERVAL_MS);
    await ana.hears('knocks', (knocks) => knocks.length === GUEST_KNOCKS_LIMIT);
    expect(ana.all('knocks')).toHaveLength(2);
    const free = pages.find((_page, index) => answers[index]?.ok);
    free?.close();
    await ana.until(() => {
      clock.advance(DIGEST_INTERVAL_MS);
      return waiting(ana).length === GUEST_KNOCKS_LIMIT - 1;
    });
  });

  it('[KNOCK-19] of a member has a place when all that guests may take are taken', async () => {
    const { room, ana } = await evening();
    const cleo = fixture.browser();
    await cleo.joinAs('Cleo');
    await ana.command({ type: 'set-door', door: 'invited' });
    for (let index = 0; index < GUEST_KNOCKS_LIMIT; index += 1) await knocker(room, `Guest ${index}`);
    expect(await (await fixture.browser().open()).knock(room, 'One more')).toEqual(refused('too-frequent'));
    expect(await (await cleo.open()).knock(room)).toEqual(granted);
    await ana.until(() => {
      clock.advance(DIGEST_INTERVAL_MS);
      return waiting(ana).at(-1) === 'Cleo';
    });
  });

  it('[KNOCK-12] with several pages of one person is one, and each page hears the answer', async () => {
    const { room, ana } = await evening();
    const first = await knocker(room, 'Gil');
    const second = await knocker(room, 'Gil', first.browser);
    await seesWaiting(ana, 'Gil');
    await ana.command({ type: 'let-in', personId: first.personId });
    expect(await first.page.hears('knocked')).toEqual({ letIn: true });
    expect(await second.page.hears('knocked')).toEqual({ letIn: true });
  });
});
