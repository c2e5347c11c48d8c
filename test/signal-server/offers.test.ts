import { describe, expect, it } from 'vitest';
import { OFFERS_LIMIT, SDP_LIMIT_BYTES } from '../../shared/protocol/limits.ts';
import type { OfferEnvelope } from '../../shared/protocol/signals.ts';
import { roomWith, useServer } from './harness/fixture.ts';
import type { TestPage } from './harness/test-page.ts';

const offer = (sdp: string): OfferEnvelope => ({ attempt: 1, signal: { type: 'offer', sdp, round: 1 } });
const three = ['v=0 a', 'v=0 b', 'v=0 c'].map(offer);

describe('offers that come along when entering', () => {
  const fixture = useServer();

  it('[OFFER-1] go to those on stage where one is linked to all of them, who can be heard first, and the entrance says to whom', async () => {
    const { room, ana, guests } = await roomWith(fixture, 'Ben', 'Cleo');
    const [ben, cleo] = guests;
    for (const speaker of [ben, cleo]) await bringOnStage(ana, speaker);
    await cleo?.command({ type: 'unmute' });
    const dora = await fixture.browser().open();
    const answer = await dora.enter(room, 'Dora', { offers: three.slice(0, 2) });
    expect(answer.ok && answer.value.offered).toEqual([cleo?.entrance.you, ana.entrance.you]);
    const from = answer.ok && answer.value.you;
    expect(await cleo?.hears('signal')).toEqual({ from, side: 'stage', ...three[0] });
    expect(await ana.hears('signal')).toEqual({ from, side: 'stage', ...three[1] });
    await ben?.settled();
    expect(ben?.all('signal')).toEqual([]);
  });

  it('[OFFER-2] come after the plan that names the newcomer, and what is left over goes to nobody', async () => {
    const { room, ana, guests } = await roomWith(fixture, 'Ben');
    ana.forget();
    const cleo = await fixture.browser().open();
    const answer = await cleo.enter(room, 'Cleo', { offers: three });
    expect(answer.ok && answer.value.offered).toEqual([ana.entrance.you]);
    await ana.hears('signal');
    const names = ana.heard.map(({ name }) => name).filter((name) => name === 'plan' || name === 'signal');
    expect(names).toEqual(['plan', 'signal']);
    await guests[0]?.settled();
    expect(guests[0]?.all('signal')).toEqual([]);
  });

  it('[OFFER-3] of somebody who is not let in, or who is back and makes no offers, go to nobody', async () => {
    const { room, ana, guests } = await roomWith(fixture, 'Ben');
    await ana.command({ type: 'lock', locked: true });
    const cleo = await fixture.browser().open();
    expect(await cleo.enter(room, 'Cleo', { offers: three })).toEqual({ ok: false, reason: 'room-locked' });
    const again = await ana.enter(room, undefined, { offers: three });
    expect(again.ok && again.value.offered).toEqual([]);
    await guests[0]?.settled();
    await ana.settled();
    expect([...ana.all('signal'), ...(guests[0]?.all('signal') ?? [])]).toEqual([]);
  });

  it('[OFFER-4] that are too many, too large, or no offers are refused, and nobody has entered', async () => {
    const { room, ana } = await roomWith(fixture);
    const page = await fixture.browser().open();
    const many = Array.from({ length: OFFERS_LIMIT + 1 }, () => offer('v=0'));
    const answer = {
      attempt: 1,
      signal: { type: 'answer', sdp: 'v=0', round: 1 },
    } as unknown as OfferEnvelope;
    const reasons = [];
    for (const offers of [many, [offer('x'.repeat(SDP_LIMIT_BYTES + 1))], [answer]]) {
      const entered = await page.enter(room, 'Ben', { offers });
      reasons.push(entered.ok || entered.reason);
    }
    expect(reasons).toEqual(['too-large', 'too-large', 'malformed']);
    await ana.settled();
    expect([...ana.all('signal'), ...ana.all('audience')]).toEqual([]);
  });
});

describe('where the operator names ICE servers', () => {
  const turn = { urls: ['turn:turn.example'], secret: 'north' };
  const fixture = useServer(() => ({ config: { turn } }));

  it('[OFFER-5] offers that were made without them are passed on to nobody', async () => {
    const { room, ana } = await roomWith(fixture);
    const ben = await fixture.browser().open();
    const answer = await ben.enter(room, 'Ben', { offers: three });
    expect(answer.ok && answer.value.offered).toEqual([]);
    await ana.settled();
    expect(ana.all('signal')).toEqual([]);
  });
});

async function bringOnStage(by: TestPage, whom: (TestPage & { entrance: { you: string } }) | undefined) {
  if (!whom) throw new Error('nobody to bring on stage');
  await by.command({ type: 'bring-on-stage', who: whom.entrance.you });
  await whom.hears('personal', ({ invitedBy }) => invitedBy);
  expect(await whom.command({ type: 'accept-stage' })).toEqual({ ok: true, value: null });
}
