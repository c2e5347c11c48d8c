import { describe, expect, it } from 'vitest';
import { SDP_LIMIT_BYTES } from '../../shared/protocol/limits.ts';
import { roomWith, useServer } from './harness/fixture.ts';

const fixture = useServer();
const offer = { side: 'stage', attempt: 1, signal: { type: 'offer', sdp: 'v=0', round: 1 } } as const;

describe('signals', () => {
  it('[SIGNAL-1] pass between two who are linked, with the sender’s id set by the server', async () => {
    const { ana, guests } = await roomWith(fixture, 'Ben');
    const [ben] = guests;
    expect(await ben?.ask('signal', { to: ana.entrance.you, ...offer })).toEqual({ ok: true, value: null });
    expect(await ana.hears('signal')).toEqual({ from: ben?.entrance.you, ...offer });
    const candidate = {
      type: 'candidate',
      candidate: { candidate: 'candidate:1', sdpMid: '0', sdpMLineIndex: 0 },
    };
    expect(await ana.ask('signal', { to: ben?.entrance.you, ...offer, signal: candidate })).toEqual({
      ok: true,
      value: null,
    });
    expect(await ben?.hears('signal')).toMatchObject({ from: ana.entrance.you, signal: candidate });
  });

  it('[SIGNAL-2] between two listeners, to oneself, and to nobody are refused', async () => {
    const { guests } = await roomWith(fixture, 'Ben', 'Cleo');
    const [ben, cleo] = guests;
    for (const to of [cleo?.entrance.you, ben?.entrance.you, 'nobody-here', '__proto__', 'constructor']) {
      expect(await ben?.ask('signal', { to, ...offer })).toEqual({ ok: false, reason: 'not-linked' });
    }
    await cleo?.settled();
    expect(cleo?.all('signal')).toEqual([]);
  });

  it('[SIGNAL-3] never come from outside, from another room, or after leaving', async () => {
    const { ana, owner, guests } = await roomWith(fixture, 'Ben');
    const to = ana.entrance.you;
    const outside = await fixture.browser().open();
    expect(await outside.ask('signal', { to, ...offer })).toEqual({ ok: false, reason: 'not-in-room' });
    const elsewhere = await fixture.browser().enter(await owner.openRoom('Other'), 'Cleo');
    expect(await elsewhere.ask('signal', { to, ...offer })).toEqual({ ok: false, reason: 'not-linked' });
    await guests[0]?.ask('leave');
    expect(await guests[0]?.ask('signal', { to, ...offer })).toEqual({ ok: false, reason: 'not-in-room' });
    await ana.settled();
    expect(ana.all('signal')).toEqual([]);
  });

  it('[SIGNAL-4] to somebody whose socket is lost are refused as unavailable, so that the sender can try again', async () => {
    const { ana, guests } = await roomWith(fixture, 'Ben');
    const [ben] = guests;
    const who = ben?.entrance.you ?? '';
    ben?.close();
    await ana.hears('audience', ({ people }) => people?.some(({ id, away }) => id === who && away));
    expect(await ana.ask('signal', { to: who, ...offer })).toEqual({ ok: false, reason: 'unavailable' });
  });

  it('[SIGNAL-5] that pretend to come from somebody else, or are too large, are refused', async () => {
    const { ana, guests } = await roomWith(fixture, 'Ben');
    const to = ana.entrance.you;
    expect(await guests[0]?.ask('signal', { to, from: to, ...offer })).toEqual({
      ok: false,
      reason: 'malformed',
    });
    const sdp = 'x'.repeat(SDP_LIMIT_BYTES + 1);
    const large = { to, side: 'stage', attempt: 1, signal: { type: 'offer', sdp, round: 1 } };
    expect(await guests[0]?.ask('signal', large)).toEqual({ ok: false, reason: 'too-large' });
  });
});
