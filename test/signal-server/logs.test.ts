import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { createLog, describeError } from '../../signal-server/log.ts';
import type { Store } from '../../signal-server/store/store.ts';
import { UnreadableRoom } from '../../signal-server/store/store-errors.ts';
import { somePicture } from '../support/webp.ts';
import { useServer } from './harness/fixture.ts';
import { friendsNumber } from './harness/test-server.ts';

let logged = '';
let broken = false;

/** A store that names people, numbers and addresses in everything that it says when it does not work. */
function indiscreetStore(store: Store): Store {
  const complain = () => {
    const error = new Error('no room for Bartholomew (bart_sings, +49 151 23456789) of 192.0.2.7');
    return Promise.reject(
      Object.assign(error, { address: '192.0.2.7', name: 'Bartholomew', cause: new TypeError('Ana') }),
    );
  };
  const over = <Part extends object>(part: Part): Part =>
    new Proxy(part, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value === 'object' && value !== null) return over(value);
        if (typeof value !== 'function') return value;
        return broken ? complain : value.bind(target);
      },
    });
  return over(store);
}

const fixture = useServer(() => {
  logged = '';
  broken = false;
  const log = createLog('trace', { write: (line) => void (logged += line) });
  return { log, overStore: indiscreetStore, config: { trustedProxies: 1 } };
});

/** Names, handles, numbers, addresses, cookies, what was written. */
const personal = /Ana|Bart|Bridges|bart_sings|Gus|23456789|192\.0\.2\.7|127\.0\.0\.1|parley=|Sings|Tea time/i;

describe('the log', () => {
  it('[LOG-1] has nobody’s name, number or address in it, at its most talkative, whatever happens and whatever breaks', async () => {
    const from = { 'x-forwarded-for': '192.0.2.7' };
    const [ana, ben, guest] = [fixture.browser(), fixture.browser(), fixture.browser()];
    await ana.becomeOwner('Ana');
    const himself = await ben.joinAs('Bartholomew', 'bart_sings');
    await ana.http('POST', '/api/invites', { name: 'Bartleby', ...friendsNumber }, from);
    const profile = {
      handle: 'bart_sings',
      name: 'Bart Bridges',
      about: 'Sings.',
      instagram: '',
      linkedin: '',
    };
    await ben.http('PUT', '/api/me', profile, from);
    await ben.http('PUT', '/api/me/picture', somePicture(), { ...from, 'content-type': 'image/webp' });
    const room = await ana.openRoom('Tea time with Bart');
    const [owner, page] = [await ana.enter(room), await ben.enter(room)];
    await guest.enter(room, 'Gus');
    await owner.command({ type: 'bring-on-stage', who: page.entrance.you });
    await page.ask('Bart', { to: '192.0.2.7' });
    await page.ask('enter', { name: 'Bart' });

    broken = true;
    const requests = [
      ['GET', '/api/session', undefined],
      ['PUT', '/api/me', profile],
      ['GET', `/api/members/${himself.handle}`, undefined],
      ['GET', '/api/me/data', undefined],
      ['DELETE', '/api/me', { handle: 'bart_sings' }],
      ['POST', '/api/rooms', { title: 'Tea time' }],
      ['POST', '/api/invites', { name: 'Bartleby', ...friendsNumber }],
      ['POST', '/api/session/link/redeem', { token: 'a'.repeat(43) }],
      ['GET', '/pictures/Bart.webp', undefined],
      ['GET', `/pictures/${'a'.repeat(64)}.webp`, undefined],
      ['GET', '/api/rooms/Bartholomew', undefined],
    ] as const;
    for (const [method, url, body] of requests) await ben.http(method, url, body, from);
    await ben.http('POST', '/api/rooms', '{"title": "Tea time with Bart', from);
    await page.command({ type: 'raise-hand' });
    await owner.command({ type: 'retitle', title: 'Tea time' });
    expect(await guest.http('GET', '/healthz')).toMatchObject({ status: 503 });
    broken = false;

    expect((await ben.http('DELETE', '/api/me', { handle: 'bart_sings' }, from)).body).toMatchObject({
      ok: true,
    });
    expect(logged).toContain('a request could not be answered');
    expect(logged).toContain('the store does not write');
    expect(logged.split('\n').filter((line) => personal.test(line))).toEqual([]);
  });

  it('[LOG-2] says of an error what kind it is and where it comes from, and its message if that quotes nobody', () => {
    const own = describeError(new UnreadableRoom('room-1', 'event 2 is damaged'));
    expect(own).toMatchObject({
      type: 'UnreadableRoom',
      message: 'room room-1 cannot be read: event 2 is damaged',
    });
    const full = new Database.SqliteError('database or disk is full', 'SQLITE_FULL');
    expect(describeError(full)).toMatchObject({ code: 'SQLITE_FULL', message: 'database or disk is full' });
    const foreign = describeError(new SyntaxError('Unexpected token A in Ana', { cause: new Error('Ben') }));
    expect(foreign).toMatchObject({ type: 'SyntaxError', cause: { type: 'Error' } });
    expect(JSON.stringify(foreign)).not.toMatch(/Ana|Ben/);
    expect(foreign.at[0]).toMatch(/logs\.test\.ts:\d+:\d+$/);
    expect(foreign.at.join('\n')).not.toContain('/');
    expect(describeError('Ana')).toEqual({ type: 'string', at: [] });
  });
});
