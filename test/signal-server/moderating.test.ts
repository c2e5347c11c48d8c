import { describe, expect, it } from 'vitest';
import { roomWith, useServer } from './harness/fixture.ts';

const fixture = useServer();

describe('commands', () => {
  it('[HOST-1] a hand goes up, is answered, and the person arrives on stage muted, by their own acceptance', async () => {
    const { ana, guests } = await roomWith(fixture, 'Ben');
    const [ben] = guests;
    if (!ben) throw new Error();
    const who = ben.entrance.you;
    expect(await ben.command({ type: 'raise-hand' })).toEqual({ ok: true, value: null });
    expect(await ben.hears('personal', ({ handRaisedAt }) => handRaisedAt !== null)).toMatchObject({
      invitedBy: null,
    });
    expect(await ana.command({ type: 'bring-on-stage', who })).toEqual({ ok: true, value: null });
    expect((await ben.hears('personal', ({ invitedBy }) => invitedBy)).invitedBy).toEqual({
      id: ana.entrance.you,
      name: 'Ana',
    });
    expect(await ben.command({ type: 'accept-stage' })).toEqual({ ok: true, value: null });
    await ana.until(() => ana.stage?.people.length === 2);
    expect(ana.stage?.people[1]).toMatchObject({ id: who, role: 'speaker', muted: true });
    expect(
      await ben.hears('personal', (one) => one.invitedBy === null && one.handRaisedAt === null),
    ).toBeDefined();
  });

  it('[HOST-2] what the table does not allow is refused with its reason, and nobody hears of it', async () => {
    const { ana, guests } = await roomWith(fixture, 'Ben', 'Cleo');
    const [ben, cleo] = guests;
    const who = cleo?.entrance.you ?? '';
    const forbidden = [
      { type: 'bring-on-stage', who },
      { type: 'remove', who },
      { type: 'mute', who: ana.entrance.you },
      { type: 'make-moderator', who: ben?.entrance.you ?? '' },
      { type: 'lock', locked: true },
      { type: 'close' },
    ] as const;
    for (const command of forbidden)
      expect(await ben?.command(command)).toEqual({ ok: false, reason: 'not-allowed' });
    expect(await ana.command({ type: 'remove', who: 'nobody-here' })).toEqual({
      ok: false,
      reason: 'no-such-person',
    });
    expect(await ben?.command({ type: 'unmute' })).toEqual({ ok: false, reason: 'not-allowed' });
    await ana.settled();
    expect(ana.all('stage')).toEqual([]);
  });

  it('[HOST-3] commands of one room are done strictly in the order in which they came', async () => {
    const { ana } = await roomWith(fixture);
    const titles = Array.from({ length: 15 }, (_, index) => `Title ${index}`);
    const answers = await Promise.all(titles.map((title) => ana.command({ type: 'retitle', title })));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    const retitled = ana
      .all('stage')
      .flatMap(({ events }) => events.map((event) => (event.type === 'retitled' ? event.title : '')));
    expect(retitled).toEqual(titles);
  });

  it('[HOST-4] a stage event reaches everyone inside, with sequence numbers without gaps, before its command is answered', async () => {
    const { ana, guests } = await roomWith(fixture, 'Ben', 'Cleo');
    await ana.command({ type: 'retitle', title: 'Coffee' });
    expect(ana.stage?.title).toBe('Coffee');
    await ana.command({ type: 'set-hands', hands: 'off' });
    for (const page of guests) {
      await page.until(() => page.stage?.hands === 'off');
      expect(page.stage).toEqual(ana.stage);
    }
  });

  it('[HOST-5] the one concerned hears who did it: asked to unmute, hand lowered', async () => {
    const { ana, guests } = await roomWith(fixture, 'Ben', 'Cleo');
    const [ben, cleo] = guests;
    const who = ben?.entrance.you ?? '';
    await ben?.command({ type: 'raise-hand' });
    await ana.command({ type: 'lower-hand', who });
    expect(await ben?.hears('notice')).toEqual({ type: 'hand-lowered', by: 'Ana' });
    await ana.command({ type: 'bring-on-stage', who });
    await ben?.command({ type: 'accept-stage' });
    await ana.command({ type: 'ask-to-unmute', who });
    expect(await ben?.hears('notice', ({ type }) => type === 'asked-to-unmute')).toEqual({
      type: 'asked-to-unmute',
      by: 'Ana',
    });
    await cleo?.settled();
    expect(cleo?.all('notice')).toEqual([]);
  });

  it('[HOST-5] who lowers their own hand gets no notice of it', async () => {
    const { guests } = await roomWith(fixture, 'Ben');
    const [ben] = guests;
    await ben?.command({ type: 'raise-hand' });
    await ben?.command({ type: 'lower-hand', who: ben.entrance.you });
    expect(ben?.all('personal').at(-1)).toEqual({ handRaisedAt: null, invitedBy: null });
    expect(ben?.all('notice')).toEqual([]);
  });

  it('[HOST-6] closing tells everyone who did it, and nobody is in the room any more', async () => {
    const { ana, guests } = await roomWith(fixture, 'Ben');
    const [ben] = guests;
    expect(await ana.command({ type: 'close' })).toEqual({ ok: true, value: null });
    expect(await ben?.hears('ended')).toEqual({ reason: 'closed', by: 'Ana' });
    expect(await ana.hears('ended')).toEqual({ reason: 'closed', by: 'Ana' });
    expect(await ben?.command({ type: 'raise-hand' })).toEqual({ ok: false, reason: 'not-in-room' });
  });

  it('[HOST-7] a removed page hears nothing more from the room', async () => {
    const { ana, guests } = await roomWith(fixture, 'Ben');
    const [ben] = guests;
    await ana.command({ type: 'remove', who: ben?.entrance.you ?? '' });
    await ben?.hears('ended');
    ben?.forget();
    await ana.command({ type: 'retitle', title: 'Among ourselves' });
    expect(await ben?.ask('people', { offset: 0 })).toEqual({ ok: false, reason: 'not-in-room' });
    expect(ben?.heard).toEqual([]);
  });

  it('[HOST-8] leaving is quiet: the others see one less, and the one who left is told nothing', async () => {
    const { ana, guests } = await roomWith(fixture, 'Ben');
    const [ben] = guests;
    await ana.hears('audience', ({ count }) => count === 1);
    expect(await ben?.ask('leave')).toEqual({ ok: true, value: null });
    await ana.hears('audience', ({ count }) => count === 0);
    expect(ben?.all('ended')).toEqual([]);
    expect(await ben?.ask('leave')).toEqual({ ok: false, reason: 'not-in-room' });
  });
});
