import { createECDH } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { PROTOCOL_VERSION } from '../../shared/protocol/messages.ts';
import { fingerprint } from './harness/fingerprint.ts';
import { roomWith, useServer } from './harness/fixture.ts';
import { TestPage } from './harness/test-page.ts';
import { voiceKey } from './harness/voice-key.ts';

const fixture = useServer();

describe('entering a room', () => {
  it('[DOOR-1] a browser without a session enters as a guest by the name it gives', async () => {
    const { room, ana } = await roomWith(fixture);
    const ben = await fixture.browser().enter(room, '  Ben ');
    expect(ben.entrance.stage.people.map(({ name, role }) => [name, role])).toEqual([['Ana', 'moderator']]);
    const digest = await ana.hears('audience', ({ count }) => count === 1);
    expect(digest.people).toMatchObject([{ id: ben.entrance.you, name: 'Ben', kind: 'guest', away: false }]);
  });

  it('[DOOR-1] without a session and a name, and without a cookie, nobody is let in', async () => {
    const { room } = await roomWith(fixture);
    const nameless = await fixture.browser().open();
    expect(await nameless.enter(room)).toEqual({ ok: false, reason: 'not-signed-in' });
    const cookieless = new TestPage(fixture.server.url, '');
    await cookieless.connected();
    expect(await cookieless.enter(room, 'Ben')).toEqual({ ok: false, reason: 'not-signed-in' });
    cookieless.close();
  });

  it('[DOOR-2] a guest stays the same person in the same browser, and may take another name while in no room', async () => {
    const { room } = await roomWith(fixture);
    const browser = fixture.browser();
    const first = await browser.enter(room, 'Ben');
    const { person } = await browser.session();
    const inRoom = await (await browser.open()).enter(room, 'Benjamin');
    expect(inRoom.ok && inRoom.value.you).toBe(first.entrance.you);
    expect((await browser.session()).person?.name).toBe('Ben');
    const page = await browser.enter(room);
    expect(await page.ask('leave')).toEqual({ ok: true, value: null });
    await browser.enter(room, 'Benjamin');
    expect((await browser.session()).person).toEqual({ ...person, name: 'Benjamin' });
  });

  it('[DOOR-3] the owner enters as a moderator on stage, muted, under the name of the account', async () => {
    const { ana } = await roomWith(fixture);
    expect(ana.entrance.stage.people).toMatchObject([
      { id: ana.entrance.you, name: 'Ana', role: 'moderator', muted: true },
    ]);
  });

  it('[DOOR-4] a room that does not exist, is closed or locked, and a page of another version are refused', async () => {
    const { room, ana } = await roomWith(fixture);
    const page = await fixture.browser().open();
    expect(await page.enter('nosuchroom', 'Ben')).toEqual({ ok: false, reason: 'no-such-room' });
    const old = {
      version: PROTOCOL_VERSION + 1,
      room,
      fingerprint: fingerprint('a'),
      guestName: 'Ben',
      news: true,
    };
    expect(await page.ask('enter', old)).toEqual({ ok: false, reason: 'wrong-version' });
    await ana.command({ type: 'lock', locked: true });
    expect(await page.enter(room, 'Ben')).toEqual({ ok: false, reason: 'room-locked' });
    await ana.command({ type: 'close' });
    expect(await page.enter(room, 'Ben')).toEqual({ ok: false, reason: 'room-closed' });
  });

  it('[DOOR-5] entering again with the same certificate changes nothing and brings a fresh snapshot', async () => {
    const { room, guests } = await roomWith(fixture, 'Ben');
    const [ben] = guests;
    const again = await ben?.enter(room);
    expect(again).toMatchObject({ ok: true, value: { you: ben?.entrance.you, stage: ben?.entrance.stage } });
    expect(ben?.all('ended')).toEqual([]);
  });

  it('[DOOR-6] a page is in one room at a time', async () => {
    const { owner, guests } = await roomWith(fixture, 'Ben');
    const other = await owner.openRoom('Other');
    expect(await guests[0]?.enter(other)).toEqual({ ok: false, reason: 'not-allowed' });
  });

  it('[DOOR-7] the newest page of a person wins; the older one is told and is out of the room', async () => {
    const { room, ana } = await roomWith(fixture);
    const browser = fixture.browser();
    const older = await browser.enter(room, 'Ben');
    const newer = await browser.enter(room);
    expect(newer.entrance.you).toBe(older.entrance.you);
    expect(await older.hears('ended')).toEqual({ reason: 'replaced' });
    expect(await older.command({ type: 'raise-hand' })).toEqual({ ok: false, reason: 'not-in-room' });
    older.close();
    expect(await newer.command({ type: 'raise-hand' })).toEqual({ ok: true, value: null });
    await ana.hears('audience', ({ hands }) => hands?.length === 1);
    // The older page's socket has gone, but the participant is not away.
    expect((await ana.ask('people', { offset: 0 })) as unknown).toMatchObject({ value: [{ away: false }] });
  });

  it('[DOOR-8] who was removed cannot come back under the same person, another name, or a new guest of the same browser', async () => {
    const { room, ana } = await roomWith(fixture);
    const browser = fixture.browser();
    const ben = await browser.enter(room, 'Ben');
    await ana.command({ type: 'remove', who: ben.entrance.you });
    expect(await ben.hears('ended')).toEqual({ reason: 'removed', by: 'Ana' });
    expect(await ben.enter(room, 'Ben')).toEqual({ ok: false, reason: 'kept-out' });
    const page = await browser.open();
    expect(await page.enter(room, 'Carl')).toEqual({ ok: false, reason: 'kept-out' });
    await browser.http('DELETE', '/api/session');
    expect((await browser.session()).person).toBeNull();
    expect(await page.enter(room, 'Dora')).toEqual({ ok: false, reason: 'kept-out' });
    expect((await browser.session()).person?.name).toBe('Dora');
  });

  it('[DOOR-9] two pages of a new browser that enter at once are one guest', async () => {
    const { room } = await roomWith(fixture);
    const browser = fixture.browser();
    const pages = [await browser.open(), await browser.open()];
    const answers = await Promise.all(pages.map((page, index) => page.enter(room, `Ben ${index}`)));
    const [first, second] = answers.map((answer) => answer.ok && answer.value.you);
    expect(first).toBe(second);
  });

  it('[DOOR-10] a page that enters and leaves in one breath has left', async () => {
    const { room, ana } = await roomWith(fixture);
    const page = await fixture.browser().open();
    const [entered, left] = await Promise.all([page.enter(room, 'Ben'), page.ask('leave')]);
    expect([entered.ok, left]).toEqual([true, { ok: true, value: null }]);
    expect(await ana.ask('people', { offset: 0 })).toEqual({ ok: true, value: [] });
    expect(await page.command({ type: 'raise-hand' })).toEqual({ ok: false, reason: 'not-in-room' });
  });

  it('[DOOR-11] nobody brings another person into the room or names the server an id', async () => {
    const { room } = await roomWith(fixture);
    const page = await fixture.browser().open();
    const request = { version: PROTOCOL_VERSION, room, fingerprint: page.fingerprint, guestName: 'Ben' };
    for (const more of [{ personId: 'somebody' }, { newId: 'somebody' }, { keys: [] }, { kind: 'member' }]) {
      expect(await page.ask('enter', { ...request, ...more })).toEqual({ ok: false, reason: 'malformed' });
    }
  });

  it('[DOOR-15] one socket is one person: whoever takes another account or name leaves first', async () => {
    const { room, ana } = await roomWith(fixture);
    const browser = fixture.browser();
    const page = await browser.enter(room, 'Ghost 0');
    for (const name of ['Ghost 1', 'Ghost 2']) {
      await browser.http('DELETE', '/api/session');
      expect(await page.enter(room, name)).toEqual({ ok: false, reason: 'not-allowed' });
    }
    expect(await page.command({ type: 'raise-hand' })).toEqual({ ok: true, value: null });
    expect(await ana.ask('people', { offset: 0 })).toMatchObject({ value: [{ name: 'Ghost 0' }] });
    await page.ask('leave');
    expect(await page.enter(room, 'Ghost 2')).toMatchObject({ ok: true });
    expect(await ana.ask('people', { offset: 0 })).toMatchObject({ value: [{ name: 'Ghost 2' }] });
  });

  it('[DOOR-12] works by polling too, where WebSocket is blocked, and moves to WebSocket where it is not', async () => {
    const { room, ana } = await roomWith(fixture);
    for (const [transports, name] of [
      [['polling'], 'polling'],
      [['polling', 'websocket'], 'websocket'],
    ] as const) {
      const browser = fixture.browser();
      await browser.session();
      const page = new TestPage(fixture.server.url, browser.cookie, { transports: [...transports] });
      await page.connected();
      expect(await page.enter(room, 'Ben')).toMatchObject({ ok: true });
      await page.until(() => page.socket.io.engine.transport.name === name);
      await ana.command({ type: 'retitle', title: `By ${name}` });
      await page.until(() => page.stage?.title === `By ${name}`);
      page.close();
    }
  });
});

describe('the key of a page’s voice', () => {
  const keyOf = (page: TestPage, who: string | undefined) =>
    page.stage?.people.find(({ id }) => id === who)?.voiceKey;
  const accept = async (ana: TestPage, page: TestPage, who: string) => {
    await ana.command({ type: 'bring-on-stage', who });
    await page.command({ type: 'accept-stage' });
  };

  it('[DOOR-28] is told to everyone inside as soon as its person is on stage, and to nobody before or elsewhere', async () => {
    const { room, ana, guests } = await roomWith(fixture, 'Ben', 'Cleo');
    const [ben, cleo] = guests;
    if (!ben || !cleo) throw new Error();
    expect(keyOf(cleo, ana.entrance.you)).toBe(ana.voiceKey);
    const outside = await fixture.browser().open();
    const preview = await outside.watch(room);
    const page = await ana.ask('people', { offset: 0 });
    for (const seen of [preview, page, cleo.entrance.audience, ana.heard])
      expect(JSON.stringify(seen)).not.toContain('voiceKey');
    await accept(ana, ben, ben.entrance.you);
    for (const one of [ana, ben, cleo]) {
      await one.until(() => keyOf(one, ben.entrance.you));
      expect(keyOf(one, ben.entrance.you)).toBe(ben.voiceKey);
    }
    const dora = await fixture.browser().enter(room, 'Dora');
    expect(keyOf(dora, ben.entrance.you)).toBe(ben.voiceKey);
  });

  it('[DOOR-28] may be missing: a page without one enters and comes on stage all the same', async () => {
    const { room, ana } = await roomWith(fixture);
    const ben = await fixture.browser().open();
    ben.voiceKey = undefined;
    const entered = await ben.enter(room, 'Ben');
    if (!entered.ok) throw new Error(entered.reason);
    await accept(ana, ben, entered.value.you);
    await ana.until(() => ana.stage?.people.length === 2);
    expect(ana.stage?.people.map((one) => 'voiceKey' in one)).toEqual([true, false]);
  });

  it.each([
    ['with another certificate', false],
    ['under the same certificate', true],
  ])('[DOOR-29] is replaced by a page that comes back %s, by its own or by none', async (_how, same) => {
    const { room, ana, owner, guests } = await roomWith(fixture, 'Ben');
    const [ben] = guests;
    const { you } = ana.entrance;
    const back = await owner.open();
    if (same) back.fingerprint = ana.fingerprint;
    expect(await back.enter(room)).toMatchObject({ ok: true, value: { you } });
    await ben?.until(() => ben && keyOf(ben, you) === back.voiceKey);
    const keyless = await owner.open();
    keyless.voiceKey = undefined;
    if (same) keyless.fingerprint = ana.fingerprint;
    expect(await keyless.enter(room)).toMatchObject({ ok: true, value: { you } });
    await ben?.until(() => ben && keyOf(ben, you) === undefined);
    const newcomer = await fixture.browser().enter(room, 'Cleo');
    expect(newcomer.entrance.stage.people.map((one) => 'voiceKey' in one)).toEqual([false]);
  });

  it('[DOOR-29] of a listener is the one of the page with which they come on stage', async () => {
    const { room, ana, guests, browsers } = await roomWith(fixture, 'Ben');
    const second = await browsers[0]?.enter(room);
    if (!second) throw new Error();
    expect(second.voiceKey).not.toBe(guests[0]?.voiceKey);
    await accept(ana, second, second.entrance.you);
    await ana.until(() => ana.stage?.people.length === 2);
    expect(keyOf(ana, second.entrance.you)).toBe(second.voiceKey);
  });

  it('[DOOR-30] that is none is refused, and changes nothing', async () => {
    const { room, ana, guests } = await roomWith(fixture, 'Ben');
    const key = voiceKey('a page');
    const wrong: unknown[] = [
      '',
      null,
      Buffer.from(key, 'base64url'),
      key.slice(0, -1),
      `${key}A`,
      `${key.slice(0, -1)}=`,
      `${key.slice(0, -1)}+`,
      // The same point, compressed; and one that claims to be.
      createECDH('prime256v1').generateKeys('base64url', 'compressed'),
      `A${key.slice(1)}`,
    ];
    for (const one of wrong) {
      const request = { version: PROTOCOL_VERSION, room, fingerprint: ana.fingerprint, voiceKey: one };
      expect([one, await ana.ask('enter', request)]).toEqual([one, { ok: false, reason: 'malformed' }]);
    }
    await ana.settled();
    expect(ana.all('stage')).toEqual([]);
    expect(keyOf(ana, ana.entrance.you)).toBe(ana.voiceKey);
    expect(await guests[0]?.command({ type: 'raise-hand' })).toEqual({ ok: true, value: null });
  });
});
