import { describe, expect, it } from 'vitest';
import { MESSAGE_LIMIT_BYTES } from '../../shared/protocol/limits.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/messages.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { MOST_ORDINARY } from '../../shared/topology/audience-limits.ts';
import { fingerprint } from './harness/fingerprint.ts';
import { roomWith, useServer } from './harness/fixture.ts';
import { TestPage } from './harness/test-page.ts';

let clock = new FakeClock();
const fixture = useServer(() => ({ clock: (clock = new FakeClock()) }));

const refused = (reason: string) => ({ ok: false, reason });

describe('what comes in over the socket', () => {
  it('[EDGE-1] is answered with malformed if it is not exactly what the schema says', async () => {
    const { room, ana } = await roomWith(fixture);
    const wrong: Record<string, unknown[][]> = {
      watch: [
        [],
        [null],
        [{}],
        [{ room: 7 }],
        [{ room: '../../etc' }],
        [{ room, more: 1 }],
        [{ room }, { room }],
      ],
      enter: [
        [],
        [{ version: PROTOCOL_VERSION, room }],
        [{ version: PROTOCOL_VERSION, room, fingerprint: 'AB:CD' }],
      ],
      knock: [
        [],
        [{ room: 7 }],
        [{ room, guestName: '' }],
        [{ room, personId: 'somebody' }],
        [{ room, more: 1 }],
      ],
      people: [[], [{ offset: -1 }], [{ offset: 1.5 }], [{ offset: '0' }], [{ offset: Number.NaN }], [[0]]],
      signal: [[], [{ to: ana.entrance.you }], [{ to: 'x', attempt: 1, signal: { type: 'restart' } }]],
      leave: [[{}], [1], [null, null]],
    };
    for (const [event, requests] of Object.entries(wrong)) {
      for (const request of requests) {
        clock.advance(1_000);
        expect([event, request, await ana.ask(event, ...request)]).toEqual([
          event,
          request,
          refused('malformed'),
        ]);
      }
    }
  });

  it('[EDGE-2] commands that are none are malformed, whatever they are made of', async () => {
    const { ana } = await roomWith(fixture);
    const strange: unknown[] = [
      undefined,
      null,
      7,
      'mute',
      [],
      {},
      { type: 'mute' },
      { type: '__proto__' },
      { type: 'constructor' },
      { type: 'mute', who: ana.entrance.you, by: 'somebody' },
      { type: 'lock', locked: 'yes' },
      { type: 'retitle', title: '\u0000' },
      { type: 'let-in', who: ana.entrance.you },
      { type: 'let-in', personId: ana.entrance.you, by: 'somebody' },
      { type: 'set-door', door: 'ajar' },
      { type: 'set-door', door: 'members', invited: { people: [], following: true } },
      { type: 'set-door', door: 'invited', invited: { people: [] } },
      { type: 'set-door', door: 'invited', invited: { people: ['../../etc'], following: true } },
      JSON.parse('{"type":"close","__proto__":{"role":"moderator"}}'),
      JSON.parse('{"__proto__":{"type":"close"}}'),
      { type: { toString: 'close' } },
      Buffer.from('close'),
      { type: 'retitle', title: Buffer.alloc(1_000) },
    ];
    for (const command of strange) {
      clock.advance(1_000);
      expect(await ana.ask('command', command)).toEqual(refused('malformed'));
    }
    await ana.settled();
    expect(ana.all('stage')).toEqual([]);
  });

  it('[EDGE-2] deep nesting and torn packets do no harm', async () => {
    const { ana, guests } = await roomWith(fixture, 'Ben');
    const depth = 30_000;
    guests[0]?.sendRaw(`["command",${'['.repeat(depth)}${']'.repeat(depth)}]`);
    guests[0]?.sendRaw(`["command",${'{"type":'.repeat(10_000)}1${'}'.repeat(10_000)}]`);
    expect(await guests[0]?.command({ type: 'raise-hand' })).toEqual({ ok: true, value: null });
    guests[0]?.sendRaw('["command",{"type":"clo');
    await guests[0]?.until(() => guests[0]?.connections === 2);
    expect(await ana.command({ type: 'unmute' })).toEqual({ ok: true, value: null });
  });

  it('[EDGE-3] events that do not exist are malformed, names of object properties among them', async () => {
    const page = await fixture.browser().open();
    for (const event of [
      'nothing',
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      'error',
      'stage',
      'ended',
      '',
    ]) {
      expect(await page.ask(event, {})).toEqual(refused('malformed'));
    }
    expect(await page.watch('nosuchroom')).toEqual(refused('no-such-room'));
  });

  it('[EDGE-4] needs no acknowledgement, and any number of arguments does no harm', async () => {
    const { ana } = await roomWith(fixture);
    ana.socket.emit('command', { type: 'retitle', title: 'Coffee' });
    await ana.until(() => ana.stage?.title === 'Coffee');
    for (const args of [[], [1, 2, 3], [{}, {}], [null]]) ana.socket.emit('command', ...args);
    ana.socket.emit('nothing');
    ana.socket.emit('leave', 'now');
    await ana.settled();
    expect(ana.socket.connected).toBe(true);
  });

  it('[EDGE-5] is refused as too large over 64 kB, and far beyond that the connection is closed', async () => {
    const page = await fixture.browser().open();
    const large = { type: 'retitle', title: 'x'.repeat(MESSAGE_LIMIT_BYTES) };
    expect(await page.ask('command', large)).toEqual(refused('too-large'));
    expect(await page.watch('nosuchroom')).toEqual(refused('no-such-room'));
    page.socket.emit('command', { type: 'retitle', title: 'x'.repeat(4 * MESSAGE_LIMIT_BYTES) });
    await page.until(() => page.connections === 2);
  });

  it('[EDGE-6] may come in bursts; beyond its measure it is refused as too frequent, and later is welcome again', async () => {
    const { ana } = await roomWith(fixture);
    clock.advance(60_000);
    const answers = await Promise.all(Array.from({ length: 60 }, () => ana.command({ type: 'unmute' })));
    const tooFrequent = answers.filter((answer) => !answer.ok && answer.reason === 'too-frequent');
    expect(tooFrequent).toHaveLength(20);
    clock.advance(1_000);
    const later = await Promise.all(
      Array.from({ length: 21 }, () => ana.command({ type: 'mute', who: ana.entrance.you })),
    );
    expect(later.filter((answer) => !answer.ok && answer.reason === 'too-frequent')).toHaveLength(1);
  });

  it('[EDGE-6] each kind has a measure of its own: signals 600 at once and 20 more a link, doors 10', async () => {
    const { ana, guests, room } = await roomWith(fixture, 'Ben');
    clock.advance(60_000);
    const signal = {
      to: guests[0]?.entrance.you,
      side: 'stage',
      attempt: 1,
      signal: { type: 'restart' },
    };
    const signals = await Promise.all(Array.from({ length: 610 }, () => ana.ask('signal', signal)));
    expect(signals.filter(({ ok }) => !ok)).toHaveLength(0);
    const more = await Promise.all(Array.from({ length: 20 }, () => ana.ask('signal', signal)));
    expect(more.filter(({ ok }) => !ok)).toHaveLength(10);
    const doors = await Promise.all(Array.from({ length: 15 }, () => ana.watch(room)));
    expect(doors.filter(({ ok }) => !ok)).toHaveLength(5);
    expect(await ana.command({ type: 'unmute' })).toEqual({ ok: true, value: null });
  });

  it('[EDGE-7] is measured by browser: many sockets are not a way around it', async () => {
    const { browsers } = await roomWith(fixture, 'Ben');
    const [browser = fixture.browser()] = browsers;
    const pages = await Promise.all([0, 1, 2].map(() => browser.open()));
    clock.advance(60_000);
    const answers = await Promise.all(
      pages.flatMap((page) => Array.from({ length: 20 }, () => page.ask('command', {}))),
    );
    expect(answers.filter((answer) => !answer.ok && answer.reason === 'too-frequent')).toHaveLength(20);
  });

  it('[EDGE-7] hanging up and coming back is not a way around it either', async () => {
    const { browsers } = await roomWith(fixture, 'Ben');
    const [browser = fixture.browser()] = browsers;
    clock.advance(60_000);
    const flood = async () => {
      const page = await browser.open();
      const answers = await Promise.all(Array.from({ length: 45 }, () => page.ask('command', {})));
      page.close();
      return answers.filter((answer) => !answer.ok && answer.reason === 'too-frequent').length;
    };
    browser.close();
    expect([await flood(), await flood()]).toEqual([5, 45]);
    clock.advance(60_000);
    expect(await flood()).toBe(5);
  });

  it('[EDGE-12] who comes on stage before a hundred makes a dozen links more at once, and is not cut off', async () => {
    const { ana, guests, room } = await roomWith(fixture, 'Ben');
    const [ben] = guests;
    if (!ben) throw new Error();
    const crowd = Array.from({ length: 100 }, () => fixture.browser().enter(room, 'One'));
    await Promise.all(crowd);
    await ana.command({ type: 'bring-on-stage', who: ben.entrance.you });
    await ben.command({ type: 'accept-stage' });
    const links = await ben.hears('plan', (plan) => plan.length > 1);
    // Everyone on stage, and as many listeners as are linked to all of them; the others wait for a place.
    expect(links).toHaveLength(1 + MOST_ORDINARY);
    const perLink = Array.from({ length: 60 }, (_, index) => index + 1);
    const answers = await Promise.all(
      links.flatMap(({ peer: to }) =>
        perLink.map((attempt) =>
          ben.ask('signal', { to, side: 'stage', attempt, signal: { type: 'restart' } }),
        ),
      ),
    );
    expect(answers.filter((answer) => !answer.ok)).toEqual([]);
    expect(ben.connections).toBe(1);
  });

  it('[EDGE-8] who goes on and on is cut off, may come back, and nobody else notices', async () => {
    const { ana, guests, room } = await roomWith(fixture, 'Ben');
    const [ben] = guests;
    for (let index = 0; index < 300; index += 1) ben?.socket.emit('command', { type: 'raise-hand' });
    await ben?.until(() => ben.connections === 2);
    clock.advance(10_000);
    expect(await ben?.enter(room)).toMatchObject({ ok: true, value: { you: ben?.entrance.you } });
    expect(await ana.command({ type: 'retitle', title: 'Coffee' })).toEqual({ ok: true, value: null });
  });

  it('[EDGE-9] a socket to another namespace, or one that says nothing, gets nowhere', async () => {
    const page = new TestPage(`${fixture.server.url}/admin`, '');
    const error = await new Promise<Error>((resolve) => page.socket.once('connect_error', resolve));
    expect(error.message).toBe('Invalid namespace');
    page.close();
  });

  it('[EDGE-10] an enter of another version is told so before anything else about it is judged', async () => {
    const page = await fixture.browser().open();
    expect(await page.ask('enter', { version: PROTOCOL_VERSION + 1, anything: true })).toEqual(
      refused('wrong-version'),
    );
    const request = {
      version: PROTOCOL_VERSION,
      room: 'nosuchroom',
      fingerprint: fingerprint('x'),
      guestName: 'Ben',
    };
    expect(await page.ask('enter', request)).toEqual(refused('no-such-room'));
  });
});
