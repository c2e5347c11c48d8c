import { describe, expect, it } from 'vitest';
import { DIGEST_INTERVAL_MS } from '../../shared/protocol/limits.ts';
import type { AudioPlace, Entrance } from '../../shared/protocol/messages.ts';
import {
  MOST_CHILDREN,
  MOST_CHILDREN_OF_NEWCOMER,
  MOST_ORDINARY,
  NEWCOMER_MS,
} from '../../shared/topology/audience-limits.ts';
import type { LinkKind, LinkPlan } from '../../shared/topology/plan.ts';
import { LINGER_MS } from '../../signal-server/rooms/links/lingering-links.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { useServer } from './harness/fixture.ts';
import type { TestPage } from './harness/test-page.ts';

let clock = new FakeClock();
const fixture = useServer(() => ({ clock: (clock = new FakeClock()) }));

type Inside = TestPage & { readonly entrance: Entrance };

/** Ana on stage, who carries two, and listeners who carry as many as is said here, in the order in which they come. */
async function audience(...carries: readonly number[]) {
  const owner = fixture.browser();
  await owner.becomeOwner('Ana');
  const room = await owner.openRoom();
  const ana = await owner.enter(room, undefined, { carries: 2 });
  const listeners: Inside[] = [];
  for (const [index, children] of carries.entries()) {
    clock.advance(1);
    listeners.push(await fixture.browser().enter(room, `Guest ${index}`, { carries: children }));
  }
  return { owner, room, ana, listeners };
}

/** The links a page should have as it was told last. */
function planOf(page: Inside): readonly LinkPlan[] {
  return page.all('plan').at(-1) ?? page.entrance.plan;
}

async function settledPlanOf(page: Inside): Promise<readonly LinkPlan[]> {
  await page.settled();
  return planOf(page);
}

const peers = (plan: readonly LinkPlan[], kind: LinkKind) =>
  plan.filter((link) => link.kind === kind).map(({ peer }) => peer);
const idOf = ({ entrance }: Inside) => entrance.you;
const refused = (reason: string) => ({ ok: false, reason });
const granted = { ok: true, value: null };

async function audioOf(page: TestPage): Promise<AudioPlace> {
  const answer = await page.ask('audio');
  if (!answer.ok) throw new Error(answer.reason);
  return answer.value as AudioPlace;
}

/** Who has this one as a parent, of these. */
async function childrenOf(who: string, among: readonly Inside[]): Promise<readonly Inside[]> {
  const children = [];
  for (const one of among) if (peers(await settledPlanOf(one), 'parent').includes(who)) children.push(one);
  return children;
}

describe('the audience', () => {
  it('[AUDIO-1] hears the room from a parent and has a standby, and both ends of these links are told so', async () => {
    const { ana, listeners } = await audience(4, 4, 4, 4, 0, 0);
    clock.advance(5_000);
    for (const one of listeners) {
      const plan = await settledPlanOf(one);
      for (const [kind, most] of [
        ['parent', 1],
        ['standby', 1],
      ] as const) {
        const up = plan.filter((link) => link.kind === kind);
        expect(up.length).toBeLessThanOrEqual(most);
        for (const { peer, initiator, fingerprint } of up) {
          const other = [ana, ...listeners].find((page) => idOf(page) === peer);
          if (!other) throw new Error('a link to nobody');
          expect({ initiator, fingerprint }).toEqual({ initiator: true, fingerprint: other.fingerprint });
          expect(await settledPlanOf(other)).toContainEqual({
            peer: idOf(one),
            kind: kind === 'parent' ? 'child' : 'ward',
            fingerprint: one.fingerprint,
            initiator: false,
          });
        }
      }
      expect(peers(plan, 'parent')).toHaveLength(1);
      expect(peers(plan, 'stage')).toEqual([]);
    }
    expect(await childrenOf(idOf(ana), listeners)).toHaveLength(2);
  });

  it('[AUDIO-2] is linked to everyone on stage where nobody can carry it, up to a dozen; who is too many waits, and is seated once somebody can', async () => {
    const { ana, listeners } = await audience(...Array.from({ length: MOST_ORDINARY + 3 }, () => 0));
    const last = listeners.at(-1);
    if (!last) throw new Error();
    expect(peers(await settledPlanOf(ana), 'stage')).toHaveLength(MOST_ORDINARY);
    expect(peers(await settledPlanOf(ana), 'child')).toHaveLength(2);
    expect(await settledPlanOf(last)).toEqual([]);
    expect(await audioOf(last)).toEqual({ depth: null, reach: 0, placesLeft: 0 });
    expect(await ana.ask('carry', { children: 3 })).toEqual(granted);
    expect(await last.hears('plan')).toEqual([
      { peer: idOf(ana), kind: 'parent', fingerprint: ana.fingerprint, initiator: true },
    ]);
  });

  it('[AUDIO-3] keeps the links that were for ten seconds after a move, so that nothing is silent meanwhile', async () => {
    const { ana, listeners } = await audience(6, 6, 6, 0);
    const leaf = listeners[3];
    if (!leaf) throw new Error();
    const [parent = ''] = peers(await settledPlanOf(leaf), 'parent');
    expect(await leaf.ask('turned', { lost: parent })).toEqual(granted);
    const moved = await settledPlanOf(leaf);
    expect(peers(moved, 'parent')).not.toContain(parent);
    expect(peers(moved, 'former')).toContain(parent);
    const was = [ana, ...listeners].find((page) => idOf(page) === parent);
    if (!was) throw new Error();
    expect(peers(await settledPlanOf(was), 'ward')).toContain(idOf(leaf));
    expect(
      await leaf.ask('signal', { to: parent, side: 'up', attempt: 1, signal: { type: 'restart' } }),
    ).toEqual(granted);
    clock.advance(LINGER_MS + 1_000);
    expect(peers(await settledPlanOf(leaf), 'former')).toEqual([]);
    expect(peers(await settledPlanOf(was), 'ward')).not.toContain(idOf(leaf));
    expect(
      await leaf.ask('signal', { to: parent, side: 'up', attempt: 1, signal: { type: 'restart' } }),
    ).toEqual(refused('not-linked'));
  });

  it('[AUDIO-4] has no link to whoever is removed, from that moment on', async () => {
    const { ana, listeners } = await audience(4, 4, 0, 0, 0, 0);
    const [carrier] = listeners;
    if (!carrier) throw new Error();
    const who = idOf(carrier);
    const children = await childrenOf(who, listeners);
    expect(children.length).toBeGreaterThan(0);
    await ana.command({ type: 'remove', who });
    for (const page of [ana, ...listeners.slice(1)]) {
      const plan = await settledPlanOf(page);
      expect(plan.map(({ peer }) => peer)).not.toContain(who);
      expect(
        await page.ask('signal', { to: who, side: 'down', attempt: 1, signal: { type: 'restart' } }),
      ).toEqual(refused('not-linked'));
    }
    for (const child of children) expect(peers(planOf(child), 'parent')).toHaveLength(1);
  });

  it('[AUDIO-5] who comes on stage is linked to everyone there and keeps the old parent meanwhile; who goes to the audience keeps the stage', async () => {
    const { ana, listeners } = await audience(4, 4, 0);
    const [ben, cleo] = listeners;
    if (!ben || !cleo) throw new Error();
    const [parent = ''] = peers(await settledPlanOf(ben), 'parent');
    await ana.command({ type: 'bring-on-stage', who: idOf(ben) });
    await ben.command({ type: 'accept-stage' });
    const onStage = await settledPlanOf(ben);
    expect(peers(onStage, 'stage')).toEqual([idOf(ana)]);
    expect(peers(onStage, 'former')).toContain(parent);
    clock.advance(LINGER_MS + 1_000);
    expect(peers(await settledPlanOf(ben), 'former')).toEqual([]);
    await ben.command({ type: 'move-to-audience', who: idOf(ben) });
    const back = await settledPlanOf(ben);
    expect([peers(back, 'parent').length, peers(back, 'stage')]).toEqual([1, [idOf(ana)]]);
    clock.advance(LINGER_MS + 1_000);
    expect(peers(await settledPlanOf(ben), 'stage')).toEqual([]);
    expect(peers(await settledPlanOf(ana), 'stage')).toEqual([]);
  });
});

describe('who carries', () => {
  it('[AUDIO-6] is believed to carry six at first, and later fifteen at most, whatever the page says', async () => {
    const { room, listeners } = await audience(100);
    const [boaster] = listeners;
    if (!boaster) throw new Error();
    const come = async (many: number) => {
      for (let more = 0; more < many; more += 1)
        listeners.push(await fixture.browser().enter(room, `More ${listeners.length}`));
      return (await childrenOf(idOf(boaster), listeners)).length;
    };
    expect(await come(MOST_CHILDREN_OF_NEWCOMER + 3)).toBe(MOST_CHILDREN_OF_NEWCOMER);
    clock.advance(NEWCOMER_MS + 10_000);
    expect(await come(MOST_CHILDREN)).toBe(MOST_CHILDREN);
    for (const children of [-1, 0.5, 1e9, '3', null])
      expect(await boaster.ask('carry', { children })).toEqual(refused('malformed'));
  });

  it('[AUDIO-7] who says that they carry fewer keeps as many, and the others are moved', async () => {
    const { ana, listeners } = await audience(4, 4, 0, 0, 0, 0);
    const [ben] = listeners;
    if (!ben) throw new Error();
    const before = await childrenOf(idOf(ben), listeners);
    expect(before.length).toBeGreaterThan(1);
    expect(await ben.ask('carry', { children: 1 })).toEqual(granted);
    await ana.settled();
    expect(await childrenOf(idOf(ben), listeners)).toHaveLength(1);
    for (const one of before) expect(peers(await settledPlanOf(one), 'parent')).toHaveLength(1);
  });

  it('[AUDIO-8] whose socket is lost keeps their children, gets no others until they are back, and nobody as a ward', async () => {
    const { ana, room, listeners } = await audience(6, 6, 0, 0);
    const [ben] = listeners;
    if (!ben) throw new Error();
    const children = await childrenOf(idOf(ben), listeners);
    ben.close();
    await ana.until(() => {
      clock.advance(DIGEST_INTERVAL_MS);
      return ana
        .all('audience')
        .some(({ people }) => people?.some(({ id, away }) => id === idOf(ben) && away));
    });
    for (const child of children) expect(peers(await settledPlanOf(child), 'parent')).toEqual([idOf(ben)]);
    const more = [];
    for (let index = 0; index < 5; index += 1)
      more.push(await fixture.browser().enter(room, `More ${index}`));
    for (const one of [...more, ...listeners.slice(1)]) {
      const plan = await settledPlanOf(one);
      if (!children.includes(one)) expect(peers(plan, 'parent')).not.toContain(idOf(ben));
      expect(peers(plan, 'standby')).not.toContain(idOf(ben));
    }
  });

  it('[AUDIO-9] whom two listeners have lost, or one while there is no socket, has no children for a minute, unless the page says anew what it carries', async () => {
    const { ana, listeners } = await audience(6, 6, 6, 0, 0, 0, 0);
    const carriers = listeners.slice(0, 3);
    const counts = await Promise.all(carriers.map((one) => childrenOf(idOf(one), listeners)));
    const index = counts.findIndex((children) => children.length > 1);
    const [carrier, children] = [carriers[index], counts[index]];
    if (!carrier || !children) throw new Error('nobody carries two');
    for (const child of children.slice(0, 2))
      expect(await child.ask('turned', { lost: idOf(carrier) })).toEqual(granted);
    await ana.settled();
    expect(await childrenOf(idOf(carrier), listeners)).toEqual([]);
    for (const child of children) expect(peers(await settledPlanOf(child), 'parent')).toHaveLength(1);
    const before = (await audioOf(ana)).placesLeft;
    expect(await carrier.ask('carry', { children: 6 })).toEqual(granted);
    expect((await audioOf(ana)).placesLeft).toBe(before + 6);
  });

  it('[AUDIO-10] who has lost neither parent nor standby is refused, and who has lost the standby gets another one', async () => {
    const { ana, listeners } = await audience(6, 6, 6, 0);
    clock.advance(2_000);
    const leaf = listeners[3];
    if (!leaf) throw new Error();
    const plan = await settledPlanOf(leaf);
    const [parent = '', standby = ''] = [peers(plan, 'parent')[0], peers(plan, 'standby')[0]];
    const other = [ana, ...listeners].map(idOf).find((id) => ![parent, standby, idOf(leaf)].includes(id));
    for (const lost of [idOf(leaf), other, 'nobody-here', '__proto__'])
      expect(await leaf.ask('turned', { lost })).toEqual(refused('not-linked'));
    expect(await ana.ask('turned', { lost: parent })).toEqual(refused('not-linked'));
    expect(standby).not.toBe('');
    expect(await leaf.ask('turned', { lost: standby })).toEqual(granted);
    const mended = await settledPlanOf(leaf);
    expect(peers(mended, 'standby')).not.toContain(standby);
    expect(peers(mended, 'parent')).toEqual([parent]);
  });

  it('[AUDIO-11] how far one is from the stage, how many hear it over one, and how many more the room holds, is told to whoever asks inside', async () => {
    const { ana, listeners } = await audience(4, 0, 0);
    expect(await audioOf(ana)).toMatchObject({ depth: 0, reach: 3 });
    const depths = await Promise.all(listeners.map(audioOf));
    expect(depths.map(({ depth }) => depth)).toContain(1);
    const outside = await fixture.browser().open();
    expect(await outside.ask('audio')).toEqual(refused('not-in-room'));
    expect(await outside.ask('carry', { children: 1 })).toEqual(refused('not-in-room'));
    expect(await outside.ask('turned', { lost: idOf(ana) })).toEqual(refused('not-in-room'));
  });

  it('[AUDIO-12] turning and measuring have measures of their own, so that nobody gets to know a room by it or has others moved all the time', async () => {
    const { listeners } = await audience(4, 4, 4);
    const [ben] = listeners;
    if (!ben) throw new Error();
    clock.advance(60_000);
    const many = async (event: string, request: unknown) => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => ben.ask(event, request)));
      return answers.filter((answer) => !answer.ok && answer.reason === 'too-frequent').length;
    };
    expect(await many('carry', { children: 4 })).toBe(14);
    expect(await many('turned', { lost: 'nobody-here' })).toBe(10);
    clock.advance(5_000);
    expect(await many('carry', { children: 4 })).toBe(19);
  });
});

describe('signals along the tree', () => {
  it('[SIGNAL-6] pass on the side on which the two are linked, which is the other one for who receives them', async () => {
    const { ana, listeners } = await audience(4, 0);
    const child = (await childrenOf(idOf(ana), listeners))[0];
    if (!child) throw new Error();
    const signal = { attempt: 1, signal: { type: 'offer', sdp: 'v=0', round: 1 } } as const;
    expect(await child.ask('signal', { to: idOf(ana), side: 'up', ...signal })).toEqual(granted);
    expect(await ana.hears('signal')).toEqual({ from: idOf(child), side: 'down', ...signal });
    expect(await ana.ask('signal', { to: idOf(child), side: 'down', ...signal })).toEqual(granted);
    expect(await child.hears('signal')).toEqual({ from: idOf(ana), side: 'up', ...signal });
    for (const side of ['down', 'stage'])
      expect(await child.ask('signal', { to: idOf(ana), side, ...signal })).toEqual(refused('not-linked'));
    expect(await child.ask('signal', { to: idOf(ana), side: 'across', ...signal })).toEqual(
      refused('malformed'),
    );
  });

  it('[OFFER-6] offers that come along go to the parent first, then to the standby, each on its side', async () => {
    const { ana, room, listeners } = await audience(4, 4);
    const page = await fixture.browser().open();
    const offers = ['v=0 a', 'v=0 b', 'v=0 c'].map((sdp) => ({
      attempt: 1,
      signal: { type: 'offer' as const, sdp, round: 1 },
    }));
    const answer = await page.enter(room, 'Dora', { offers });
    if (!answer.ok) throw new Error(answer.reason);
    const { plan, offered, you } = answer.value;
    expect(offered).toEqual([...peers(plan, 'parent'), ...peers(plan, 'standby')]);
    expect(offered).toHaveLength(2);
    for (const [index, peer] of offered.entries()) {
      const receiver = [ana, ...listeners].find((one) => idOf(one) === peer);
      expect(await receiver?.hears('signal')).toEqual({ from: you, side: 'down', ...offers[index] });
    }
  });
});
