import { describe, expect, it } from 'vitest';
import { INVITED_LIMIT } from '../../shared/protocol/limits.ts';
import type { DoorChoice, Preview } from '../../shared/protocol/messages.ts';
import type { InvitedPeople } from '../../shared/room/state.ts';
import { readRoom } from '../../signal-server/store/sqlite/read-room.ts';
import { useServer } from './harness/fixture.ts';
import type { TestBrowser } from './harness/test-browser.ts';

const fixture = useServer();
const refused = (reason: string) => ({ ok: false, reason });
const list = (...people: readonly string[]): InvitedPeople => ({ people, following: false });
const FOLLOWED: InvitedPeople = { people: [], following: true };

async function member(name: string) {
  const browser = fixture.browser();
  return { browser, person: await browser.joinAs(name) };
}

/** Ana, who owns the server, and two who joined it. */
async function company() {
  const ana = fixture.browser();
  await ana.becomeOwner();
  return { ana, ben: await member('Ben'), cleo: await member('Cleo') };
}

async function tryEnter(browser: TestBrowser, room: string, guestName?: string): Promise<unknown> {
  const page = await browser.open();
  const answer = await page.enter(room, guestName);
  page.close();
  return answer.ok ? 'in' : answer.reason;
}

async function preview(browser: TestBrowser, room: string): Promise<Preview> {
  return (await browser.http('GET', `/api/rooms/${room}`)).body.value as Preview;
}

async function listed(browser: TestBrowser): Promise<string[]> {
  const { value } = (await browser.http('GET', '/api/rooms')).body;
  return (value as Preview[]).map(({ title }) => title).sort();
}

async function follow(browser: TestBrowser, whom: string): Promise<void> {
  const owner = (await browser.session()).person?.personId ?? '';
  await fixture.server.store.members.follow(owner, whom, Date.now());
}

async function block(browser: TestBrowser, whom: string): Promise<void> {
  const owner = (await browser.session()).person?.personId ?? '';
  await fixture.server.store.members.block(owner, whom, Date.now());
}

describe('a door', () => {
  it('[DOOR-16] for members lets in members, and no guest', async () => {
    const { ana, ben } = await company();
    const room = await ana.openRoom('Tea', { door: 'members' });
    expect(await tryEnter(ben.browser, room)).toBe('in');
    const guest = fixture.browser();
    expect(await tryEnter(guest, room, 'Gil')).toBe('members-only');
    expect((await preview(guest, room)).standing).toBe('members-only');
    expect(await tryEnter(ana, room)).toBe('in');
  });

  it('[DOOR-17] for invited people lets in those on the list, and those whom the owner follows if so chosen', async () => {
    const { ana, ben, cleo } = await company();
    const room = await ana.openRoom('Tea', { door: 'invited', invited: list(ben.person.personId) });
    expect(await tryEnter(ben.browser, room)).toBe('in');
    expect(await tryEnter(cleo.browser, room)).toBe('invited-only');
    expect(await tryEnter(fixture.browser(), room, 'Gil')).toBe('invited-only');
    await follow(ana, cleo.person.personId);
    expect(await tryEnter(cleo.browser, room)).toBe('invited-only');
    const circle = await ana.openRoom('Circle', { door: 'invited', invited: FOLLOWED });
    expect(await tryEnter(cleo.browser, circle)).toBe('in');
    expect(await tryEnter(ben.browser, circle)).toBe('invited-only');
    expect(await tryEnter(ana, circle)).toBe('in');
    const alone = await ana.openRoom('Alone', { door: 'invited' });
    expect(await tryEnter(ben.browser, alone)).toBe('invited-only');
  });

  it('[DOOR-18] shows those whom it is not for what the room is called and whose it is, but not who is in it', async () => {
    const { ana, ben, cleo } = await company();
    const room = await ana.openRoom('Tea', { door: 'invited', invited: list(ben.person.personId) });
    const page = await ana.enter(room);
    await ben.browser.enter(room);
    const outline = { title: 'Tea', live: true, door: 'invited', ownerName: 'Ana', ownerHandle: 'ana' };
    const outside = { ...outline, standing: 'invited-only', stage: [], listening: 0 };
    expect(await preview(cleo.browser, room)).toMatchObject(outside);
    expect(await preview(fixture.browser(), room)).toMatchObject(outside);
    const stage = [{ name: 'Ana', handle: 'ana', kind: 'member', role: 'moderator' }];
    expect(await preview(ben.browser, room)).toMatchObject({
      ...outline,
      standing: 'open',
      stage,
      listening: 1,
    });
    const watcher = await cleo.browser.open();
    expect(await watcher.watch(room)).toMatchObject({ ok: true, value: outside });
    await page.command({ type: 'set-door', door: 'link' });
    await watcher.hears(
      'preview',
      ({ standing, stage: people }) => standing === 'open' && people.length === 1,
    );
    await page.command({ type: 'set-door', door: 'invited', invited: list() });
    await watcher.hears(
      'preview',
      ({ standing, stage: people }) => standing !== 'open' && people.length === 0,
    );
    await page.command({ type: 'set-door', door: 'link' });
    await page.command({ type: 'lock', locked: true });
    // A lock is no secret about who is there.
    await watcher.hears(
      'preview',
      ({ standing, listening }) => standing === 'room-locked' && listening === 1,
    );
  });

  it('[DOOR-19] keeps a room out of the list of those whom it is not for; the owner always has it there', async () => {
    const { ana, ben, cleo } = await company();
    await ana.openRoom('For all');
    await ana.openRoom('For members', { door: 'members' });
    await ana.openRoom('For Ben', { door: 'invited', invited: list(ben.person.personId) });
    await ana.openRoom('For her circle', { door: 'invited', invited: FOLLOWED });
    await follow(ana, cleo.person.personId);
    expect(await listed(ben.browser)).toEqual(['For Ben', 'For all', 'For members']);
    expect(await listed(cleo.browser)).toEqual(['For all', 'For her circle', 'For members']);
    expect(await listed(ana)).toEqual(['For Ben', 'For all', 'For her circle', 'For members']);
    await block(ana, ben.person.personId);
    expect(await listed(ben.browser)).toEqual([]);
  });

  it('[DOOR-20] there is no room of somebody who has blocked one: it is not shown, not entered, not knocked at', async () => {
    const { ana, ben, cleo } = await company();
    const room = await ana.openRoom('Tea', { invited: list(ben.person.personId), door: 'invited' });
    await block(ana, ben.person.personId);
    expect((await ben.browser.http('GET', `/api/rooms/${room}`)).body).toEqual(refused('no-such-room'));
    const page = await ben.browser.open();
    expect(await page.watch(room)).toEqual(refused('no-such-room'));
    expect(await page.enter(room)).toEqual(refused('not-welcome'));
    expect(await page.knock(room)).toEqual(refused('not-welcome'));
    const others = await cleo.browser.openRoom('Coffee');
    expect(await page.enter(others)).toMatchObject({ ok: true });
  });

  it('[DOOR-21] that is made narrower sends nobody out, and whoever is inside keeps the place over a reload', async () => {
    const { ana, ben } = await company();
    const room = await ana.openRoom();
    const page = await ana.enter(room);
    const guest = fixture.browser();
    const gil = await guest.enter(room, 'Gil');
    await page.command({ type: 'set-door', door: 'invited', invited: list() });
    await gil.until(() => gil.stage?.door === 'invited');
    expect(await gil.command({ type: 'raise-hand' })).toEqual({ ok: true, value: null });
    gil.close();
    const back = await guest.enter(room);
    expect(back.entrance.you).toBe(gil.entrance.you);
    expect(back.entrance.personal.handRaisedAt).not.toBeNull();
    expect(await tryEnter(ben.browser, room)).toBe('invited-only');
    await back.ask('leave');
    expect(await tryEnter(guest, room)).toBe('invited-only');
  });

  it('[DOOR-22] is changed by its owner alone, and only the owner reads the list', async () => {
    const { ana, ben, cleo } = await company();
    const room = await ana.openRoom();
    const [page, other] = [await ana.enter(room), await ben.browser.enter(room)];
    await page.command({ type: 'bring-on-stage', who: other.entrance.you });
    await other.command({ type: 'accept-stage' });
    await page.command({ type: 'make-moderator', who: other.entrance.you });
    const choice = { door: 'invited', invited: list(cleo.person.personId, 'nobody-known-here') } as const;
    expect(await other.command({ type: 'set-door', ...choice })).toEqual(refused('not-allowed'));
    await page.command({ type: 'move-to-audience', who: page.entrance.you });
    expect(await page.command({ type: 'set-door', ...choice })).toEqual({ ok: true, value: null });
    await other.hears('stage', ({ events }) => events.some(({ type }) => type === 'door-changed'));
    // Whom the list names is nobody's business.
    expect(JSON.stringify(other.heard)).not.toContain(cleo.person.personId);
    expect((await ben.browser.http('GET', `/api/rooms/${room}/door`)).body).toEqual(refused('not-allowed'));
    expect((await fixture.browser().http('GET', `/api/rooms/${room}/door`)).status).toBe(401);
    const read: DoorChoice = {
      door: 'invited',
      people: [{ personId: cleo.person.personId, handle: 'cleo', name: 'Cleo', picture: null }],
      following: false,
    };
    expect((await ana.http('GET', `/api/rooms/${room}/door`)).body).toEqual({ ok: true, value: read });
    expect(await page.command({ type: 'set-door', ...choice })).toEqual(refused('already-so'));
  });

  it('[DOOR-23] is the same after a restart, with its list and those who were let in, also for a closed room', async () => {
    const { ana, ben, cleo } = await company();
    const room = await ana.openRoom('Tea', { door: 'invited', invited: list(ben.person.personId) });
    const page = await ana.enter(room);
    const knocker = await cleo.browser.open();
    await knocker.knock(room);
    await page.command({ type: 'let-in', personId: cleo.person.personId });
    await fixture.server.restart();
    expect(await tryEnter(ben.browser, room)).toBe('in');
    expect(await tryEnter(cleo.browser, room)).toBe('in');
    const back = await ana.enter(room);
    await back.command({ type: 'close' });
    const rooms = (await ana.http('GET', '/api/rooms')).body.value as Preview[];
    expect(rooms).toMatchObject([{ live: false, door: 'invited', standing: 'open', yours: true }]);
    await ana.http('POST', `/api/rooms/${room}/open`, {});
    expect(await tryEnter(cleo.browser, room)).toBe('invited-only');
    expect(await tryEnter(ben.browser, room)).toBe('in');
  });

  it('[DOOR-24] that is none, and a list that is too long, are refused', async () => {
    const { ana } = await company();
    const room = await ana.openRoom();
    const page = await ana.enter(room);
    const crowd = Array.from({ length: INVITED_LIMIT + 1 }, (_, index) => `person-${index}`);
    for (const more of [
      { door: 'ajar' },
      { door: null },
      { door: 'members', invited: FOLLOWED },
      { invited: FOLLOWED },
      { door: 'invited', invited: { people: 'everyone', following: true } },
      { door: 'invited', invited: { people: [7], following: true } },
      { door: 'invited', invited: { ...FOLLOWED, admitted: [] } },
      { door: 'invited', invited: list(...crowd) },
    ]) {
      const { status } = await ana.http('POST', '/api/rooms', { title: 'Tea', ...more });
      const asked = await page.ask('command', { type: 'set-door', ...more });
      expect([more, status, asked]).toEqual([more, 400, expect.objectContaining({ ok: false })]);
    }
    await page.settled();
    expect(page.stage?.door).toBe('link');
  });

  it('[DOOR-25] shows whoever comes back under another name with it, at once and to all', async () => {
    const { ana, ben } = await company();
    const room = await ana.openRoom();
    const page = await ana.enter(room);
    const text = { handle: 'ana', about: '', instagram: '', linkedin: '' };
    const owner = (await ana.session()).person?.personId ?? '';
    const other = await ben.browser.enter(room);
    await fixture.server.store.members.change(owner, { ...text, name: 'Anastasia' });
    await page.enter(room);
    await other.until(() => other.stage?.people[0]?.name === 'Anastasia');
    expect((await preview(fixture.browser(), room)).ownerName).toBe('Anastasia');
    await fixture.server.store.members.change(ben.person.personId, {
      ...text,
      handle: 'benno',
      name: 'Benno',
    });
    await other.enter(room);
    await page.hears(
      'audience',
      ({ people }) => people?.[0]?.handle === 'benno' && people[0].name === 'Benno',
    );
  });
});

describe('a room from before there were doors', () => {
  it('[KEEP-8] is read as one to which anyone with the link may come', () => {
    const stage = {
      roomId: 'old',
      seq: 1,
      title: 'Tea',
      ownerId: 'ana',
      live: true,
      locked: false,
      people: [],
    };
    const old = { stage, version: 1, listeners: {}, knownBy: {}, keptOut: [], unattendedSince: null };
    const room = readRoom({ roomId: 'old', version: 1, snapshot: JSON.stringify(old), events: [] });
    expect(room).toMatchObject({ stage: { door: 'link' }, invited: list(), admitted: [] });
  });
});
