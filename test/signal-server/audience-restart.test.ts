import { afterEach, describe, expect, it } from 'vitest';
import type { AudioPlace, Entrance, EnterRequest } from '../../shared/protocol/messages.ts';
import { type LinkPlan, sideOf } from '../../shared/topology/plan.ts';
import { LINGER_MS } from '../../signal-server/rooms/links/lingering-links.ts';
import { RETURN_MS } from '../../signal-server/rooms/links/returning-listeners.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { type Fixture, useServer } from './harness/fixture.ts';
import { ServerProcess } from './harness/server-process.ts';
import { TestPage } from './harness/test-page.ts';

/** A page in a room, with what it can carry and the links it has: a plan alone says what they should be. */
class LinkedPage {
  readonly page: TestPage;
  readonly room: string;
  readonly carries: number;
  you = '';
  #entrance: Entrance | undefined;

  constructor(page: TestPage, room: string, carries: number) {
    this.page = page;
    this.room = room;
    this.carries = carries;
  }

  get plan(): readonly LinkPlan[] {
    return this.page.all('plan').at(-1) ?? this.#entrance?.plan ?? [];
  }

  /** Everything said of links from now on is all that has been said. */
  async enter(guestName?: string, more: Partial<EnterRequest> = {}): Promise<void> {
    this.page.forget();
    // What is told before the answer is in the answer.
    this.page.stage = undefined;
    const answer = await this.page.enter(this.room, guestName, { carries: this.carries, ...more });
    if (!answer.ok) throw new Error(answer.reason);
    this.#entrance = answer.value;
    this.you = answer.value.you;
  }

  /** As a page comes back that still has its links. */
  async comeBack(links = this.plan): Promise<void> {
    const { uplinks, downlinks } = reportOf(links);
    const onStage = this.page.stage?.people.some(({ id }) => id === this.you) === true;
    await this.enter(undefined, { resuming: true, downlinks, ...(!onStage && { uplinks }) });
  }
}

function reportOf(links: readonly LinkPlan[]) {
  const peer = (kind: LinkPlan['kind']) => links.find((link) => link.kind === kind)?.peer ?? null;
  const downlinks = links.flatMap(({ peer: id, kind }) =>
    sideOf(kind) === 'up' ? [] : [{ peer: id, side: sideOf(kind) as 'stage' | 'down' }],
  );
  return { uplinks: { parent: peer('parent'), standby: peer('standby') }, downlinks };
}

const inOrder = (links: readonly LinkPlan[]) =>
  links.map(({ peer, kind, initiator }) => `${kind} ${peer} ${initiator}`).sort();

describe('after a restart', () => {
  let clock = new FakeClock();
  const fixture = useServer(() => ({ clock: (clock = new FakeClock()) }));

  it('[AGAIN-1] everyone who comes back, in whatever order, keeps the links they have, and is given the same place', async () => {
    for (const backwards of [false, true]) {
      const pages = await gather(fixture, clock, [3, 2, 2, 2, 0, 0, 0, 0]);
      clock.advance(LINGER_MS + 5_000);
      await allSettled(pages);
      const before = new Map(pages.map((one) => [one, one.plan]));
      await restart(fixture, pages);
      for (const one of backwards ? pages.toReversed() : pages) {
        const links = before.get(one) ?? [];
        await one.comeBack(links);
        // Nothing that is there is missing in what it is told: the page cuts no link.
        const there = new Set(one.plan.map(({ peer, kind }) => `${sideOf(kind)} ${peer}`));
        for (const { peer, kind } of links) expect(there).toContain(`${sideOf(kind)} ${peer}`);
      }
      clock.advance(1_000);
      await allSettled(pages);
      clock.advance(LINGER_MS + 1_000);
      await allSettled(pages);
      for (const one of pages) expect(inOrder(one.plan)).toEqual(inOrder(before.get(one) ?? []));
      for (const one of pages) one.page.close();
    }
  });

  it('[AGAIN-2] who is linked to everyone on stage stays so', async () => {
    const pages = await gather(fixture, clock, [0, 0, 0]);
    const before = pages.map(({ plan }) => inOrder(plan));
    await restart(fixture, pages);
    for (const one of pages.toReversed()) await one.comeBack();
    clock.advance(1_000);
    await allSettled(pages);
    clock.advance(LINGER_MS + 1_000);
    await allSettled(pages);
    expect(pages.map(({ plan }) => inOrder(plan))).toEqual(before);
  });

  it('[AGAIN-3] whose parent does not come back keeps the links for five seconds, and then has another', async () => {
    const pages = await gather(fixture, clock, [1, 4, 4, 0, 0, 0]);
    await allSettled(pages);
    const child = pages.find(({ plan }) => parentOf(plan) === pages[1]?.you);
    if (!child) throw new Error('nobody carries anybody');
    const gone = parentOf(child.plan);
    await restart(fixture, pages);
    for (const one of pages) if (one.you !== gone) await one.comeBack();
    clock.advance(RETURN_MS - 1_000);
    await allSettled(pages.filter(({ you }) => you !== gone));
    expect(parentOf(child.plan)).toBe(gone);
    clock.advance(1_500);
    await child.page.settled();
    expect(parentOf(child.plan)).not.toBe(gone);
    expect(parentOf(child.plan)).toBeDefined();
  });

  it('[AGAIN-4] who comes anew meanwhile has a place among those who are back', async () => {
    const pages = await gather(fixture, clock, [2, 2, 0]);
    await restart(fixture, pages);
    await pages[0]?.comeBack();
    const newcomer = new LinkedPage(await fixture.browser().open(), pages[0]?.room ?? '', 0);
    await newcomer.enter('Newcomer');
    expect(parentOf(newcomer.plan)).toBe(pages[0]?.you);
  });

  it('[AGAIN-5] what a page says of its links is believed only then, and puts nobody over what they carry', async () => {
    const pages = await gather(fixture, clock, [2, 1, 1, 0, 0]);
    await allSettled(pages);
    const [ana, ...listeners] = pages;
    const liar = listeners.at(-1);
    if (!ana || !liar) throw new Error();
    const plan = inOrder(liar.plan);
    await liar.enter(undefined, { resuming: true, uplinks: { parent: ana.you, standby: null } });
    await liar.page.settled();
    expect(inOrder(liar.plan)).toEqual(plan);
    await restart(fixture, pages);
    for (const one of pages) {
      const uplinks = { parent: ana.you, standby: listeners[0]?.you ?? null };
      await one.enter(undefined, { resuming: true, ...(one !== ana && { uplinks }) });
    }
    clock.advance(1_000);
    await allSettled(pages);
    clock.advance(LINGER_MS + 1_000);
    await allSettled(pages);
    const carried = (who: string) => pages.filter((one) => parentOf(one.plan) === who).length;
    for (const { you, carries } of pages) expect(carried(you)).toBeLessThanOrEqual(carries);
    for (const one of listeners)
      expect(one.plan.filter(({ kind }) => kind === 'parent' || kind === 'stage').length).toBe(1);
  });
});

describe('the server’s process, killed while people listen along a tree', () => {
  const server = new ServerProcess();
  const pages: LinkedPage[] = [];
  afterEach(async () => {
    for (const { page } of pages) page.close();
    await server.discard();
  });

  it('[AGAIN-6] moves nobody who comes back', async () => {
    await server.start();
    const { cookie, room } = await openRoom(server);
    for (const [index, carries] of [2, 2, 2, 0, 0, 0].entries()) {
      const headers = { origin: server.url };
      const session = index === 0 ? undefined : await fetch(`${server.url}/api/session`, { headers });
      const page = new TestPage(server.url, session?.headers.getSetCookie()[0]?.split(';')[0] ?? cookie);
      await page.connected();
      pages.push(new LinkedPage(page, room, carries));
      await pages.at(-1)?.enter(index === 0 ? undefined : `Guest ${index}`);
    }
    await allSettled(pages);
    const before = pages.map(({ plan }) => parentOf(plan));
    expect(new Set(before).size).toBeGreaterThan(2);
    await server.kill();
    await server.start();
    await Promise.all(pages.map(({ page }) => page.until(() => page.connections >= 2)));
    await Promise.all(pages.map((one) => one.comeBack()));
    for (const [index, { page, plan }] of pages.entries()) {
      await isSeated(page);
      for (const told of [plan, ...page.all('plan')]) expect(parentOf(told)).toBe(before[index]);
    }
  });
});

/** Until the server knows from whom this page hears the room. */
async function isSeated(page: TestPage): Promise<void> {
  const depth = async () => {
    const answer = await page.ask('audio');
    return answer.ok ? (answer.value as AudioPlace).depth : null;
  };
  await expect.poll(depth, { timeout: 15_000, interval: 100 }).not.toBeNull();
}

function parentOf(plan: readonly LinkPlan[]): string | undefined {
  return plan.find(({ kind }) => kind === 'parent')?.peer;
}

async function gather(fixture: Fixture, clock: FakeClock, carries: readonly number[]): Promise<LinkedPage[]> {
  const owner = fixture.browser();
  if (fixture.server.ownerId === undefined) await owner.becomeOwner();
  else await owner.joinAs('Bela');
  const room = await owner.openRoom();
  const pages: LinkedPage[] = [];
  for (const [index, children] of carries.entries()) {
    clock.advance(1);
    const browser = index === 0 ? owner : fixture.browser();
    const one = new LinkedPage(await browser.open(), room, children);
    await one.enter(index === 0 ? undefined : `Guest ${index}`);
    pages.push(one);
  }
  return pages;
}

async function restart(fixture: Fixture, pages: readonly LinkedPage[]): Promise<void> {
  const plans = pages.map(({ page }) => page.connections);
  await fixture.server.restart();
  await Promise.all(pages.map(({ page }, index) => page.until(() => page.connections > (plans[index] ?? 0))));
}

async function allSettled(pages: readonly LinkedPage[]): Promise<void> {
  await Promise.all(pages.map(({ page }) => page.settled()));
}

async function openRoom({ url, printed }: ServerProcess): Promise<{ cookie: string; room: string }> {
  const headers = { origin: url, 'content-type': 'application/json' };
  const token = /\/owner#([\w-]+)/.exec(printed)?.[1];
  const body = JSON.stringify({ token, name: 'Ana', handle: 'ana' });
  const owner = await fetch(`${url}/api/session/owner`, { method: 'POST', headers, body });
  const cookie = owner.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const opened = await fetch(`${url}/api/rooms`, {
    method: 'POST',
    headers: { ...headers, cookie },
    body: JSON.stringify({ title: 'Tea' }),
  });
  return { cookie, room: ((await opened.json()) as { value: { room: string } }).value.room };
}
