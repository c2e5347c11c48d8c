import { describe, expect, it } from 'vitest';
import type { AudioPlace, Entrance } from '../../shared/protocol/messages.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { useServer } from './harness/fixture.ts';
import type { TestBrowser } from './harness/test-browser.ts';
import type { TestPage } from './harness/test-page.ts';

let clock = new FakeClock();
const fixture = useServer(() => ({ clock: (clock = new FakeClock()) }));

type Inside = TestPage & { readonly entrance: Entrance };

const CHILDREN = 6;
/** Longer than losses are remembered, and than anybody is doubted for them. */
const LONG_MS = 70_000;

const idOf = ({ entrance }: Inside) => entrance.you;
const granted = { ok: true, value: null };

/** Ana on stage carries one, Ben; he carries all the others, or any that come. */
async function audienceOfBen() {
  const owner = fixture.browser();
  await owner.becomeOwner('Ana');
  const room = await owner.openRoom();
  const ana = await owner.enter(room, undefined, { carries: 1 });
  const ben = await fixture.browser().enter(room, 'Ben', { carries: CHILDREN });
  const others: { readonly browser: TestBrowser; page: Inside }[] = [];
  for (let index = 0; index < CHILDREN; index += 1) {
    clock.advance(1);
    const browser = fixture.browser();
    others.push({ browser, page: await browser.enter(room, `Guest ${index}`) });
  }
  return { room, ana, ben, others };
}

async function parentOf(page: Inside): Promise<string | undefined> {
  await page.settled();
  const plan = page.all('plan').at(-1) ?? page.entrance.plan;
  return plan.find(({ kind }) => kind === 'parent')?.peer;
}

async function childrenOf(who: Inside, among: readonly { readonly page: Inside }[]): Promise<number> {
  const parents = await Promise.all(among.map(({ page }) => parentOf(page)));
  return parents.filter((parent) => parent === idOf(who)).length;
}

/** By how many places the room grows when this one says anew that it carries as many as ever. */
async function placesBroughtBy(page: Inside): Promise<number> {
  const left = [];
  for (const children of [0, CHILDREN]) {
    expect(await page.ask('carry', { children })).toEqual(granted);
    const answer = await page.ask('audio');
    if (!answer.ok) throw new Error(answer.reason);
    left.push((answer.value as AudioPlace).placesLeft);
  }
  const [without = 0, withThem = 0] = left;
  return withThem - without;
}

async function accuse(accused: Inside, by: Inside | undefined): Promise<void> {
  expect(await by?.ask('turned', { lost: idOf(accused), deceives: true })).toEqual(granted);
}

describe('a forwarder that passes on false voices', () => {
  it('[AUDIO-14] who deceives two people has no children as long as they stay, however many there were and whatever the page says', async () => {
    const { ben, others } = await audienceOfBen();
    expect(await childrenOf(ben, others)).toBe(CHILDREN);
    await accuse(ben, others[0]?.page);
    // Not as witnesses of a loss: neither in time nor half of them.
    clock.advance(LONG_MS);
    expect(await ben.ask('carry', { children: CHILDREN })).toEqual(granted);
    await accuse(ben, others[1]?.page);
    expect(await childrenOf(ben, others)).toBe(0);
    clock.advance(LONG_MS);
    expect([await placesBroughtBy(ben), await childrenOf(ben, others)]).toEqual([0, 0]);
  });

  it('[AUDIO-15] one person alone who says that somebody deceives them moves nobody else, also by entering again to repeat it', async () => {
    const { room, ben, others } = await audienceOfBen();
    const [accuser] = others;
    if (!accuser) throw new Error();
    for (const deceives of [false, 1, null])
      expect(await accuser.page.ask('turned', { lost: idOf(ben), deceives })).toEqual({
        ok: false,
        reason: 'malformed',
      });
    await accuse(ben, accuser.page);
    expect(await childrenOf(ben, others.slice(1))).toBe(CHILDREN - 1);
    clock.advance(LONG_MS);
    await accuser.page.ask('leave');
    accuser.page = await accuser.browser.enter(room, 'Guest 0');
    expect(await parentOf(accuser.page)).toBe(idOf(ben));
    await accuse(ben, accuser.page);
    expect(await childrenOf(ben, others.slice(1))).toBe(CHILDREN - 1);
  });

  it('[AUDIO-16] nobody on stage loses children for deceiving two people, until they go to the audience', async () => {
    const { ana, ben, others } = await audienceOfBen();
    await ana.command({ type: 'bring-on-stage', who: idOf(ben) });
    await ben.command({ type: 'accept-stage' });
    const under: Inside[] = [];
    for (const { page } of others) if ((await parentOf(page)) === idOf(ben)) under.push(page);
    expect(under.length).toBeGreaterThan(2);
    for (const page of under.slice(0, 2)) await accuse(ben, page);
    expect(await childrenOf(ben, others)).toBeGreaterThan(0);
    expect(await placesBroughtBy(ben)).toBeGreaterThan(0);
    expect(await ana.ask('carry', { children: CHILDREN })).toEqual(granted);
    await ben.command({ type: 'move-to-audience', who: idOf(ben) });
    expect(await parentOf(ben)).toBe(idOf(ana));
    expect([await placesBroughtBy(ben), await childrenOf(ben, others)]).toEqual([0, 0]);
  });
});
