import { beforeEach, describe, expect, it } from 'vitest';
import type { Entrance } from '../../shared/protocol/messages.ts';
import type { Person } from '../../shared/room/state.ts';
import { roomWith, useServer } from './harness/fixture.ts';
import { listening } from './harness/sign-in-links.ts';
import type { TestBrowser } from './harness/test-browser.ts';
import type { TestPage } from './harness/test-page.ts';

const fixture = useServer();
const refused = (reason: string) => ({ ok: false, reason });
const done = { ok: true, value: null };

let owner: TestBrowser;
let member: TestBrowser;
let ben: Person;
let room = '';
let ana: TestPage;
let inside: TestPage & { readonly entrance: Entrance };
/** Ana, in her room, blocks Ben, who listens there. */
beforeEach(async () => {
  ({ owner, room, ana } = await roomWith(fixture));
  member = fixture.browser();
  ben = await member.joinAs('Ben');
  inside = await member.enter(room);
  const { status } = await owner.http('PUT', `/api/members/id:${ben.personId}/block`);
  expect(status).toBe(200);
});

describe('whoever is blocked by the owner of the room they are in', () => {
  it('[DOOR-27] stays and hears on, also over a reload, and nobody is told of it', async () => {
    await inside.settled();
    expect(inside.heard.filter(({ name }) => name === 'ended')).toEqual([]);
    expect(await inside.command({ type: 'raise-hand' })).toEqual(done);
    expect(await listening(ana)).toEqual(['Ben']);
    inside.close();
    const back = await member.open();
    expect(await back.watch(room)).toMatchObject({ ok: true, value: { standing: 'open' } });
    const entrance = await back.enter(room);
    expect(entrance).toMatchObject({ ok: true, value: { you: inside.entrance.you, plan: [{}] } });
    await ana.command({ type: 'retitle', title: 'Between ourselves' });
    await back.until(() => back.stage?.title === 'Between ourselves');
  });

  it('[DOOR-27] does not come in again once they have left, nor knock', async () => {
    const beside = await member.open();
    expect(await beside.watch(room)).toMatchObject({ ok: true });
    expect(await inside.ask('leave')).toEqual(done);
    beside.forget();
    await ana.command({ type: 'close' });
    await owner.http('POST', `/api/rooms/${room}/open`);
    // What looks at the room beside is told as well that there is none.
    await beside.until(() => beside.connections === 2 && beside.socket.connected);
    expect(beside.all('preview')).toEqual([]);
    expect(await beside.watch(room)).toEqual(refused('no-such-room'));
    expect(await inside.watch(room)).toEqual(refused('no-such-room'));
    expect(await inside.enter(room)).toEqual(refused('not-welcome'));
    expect(await inside.knock(room)).toEqual(refused('not-welcome'));
    await owner.enter(room);
    expect(await inside.enter(room)).toEqual(refused('not-welcome'));
  });

  it('[DOOR-27] is sent out by Remove, and then their browser is kept out too', async () => {
    expect(await ana.command({ type: 'remove', who: inside.entrance.you })).toEqual(done);
    expect(await inside.hears('ended')).toMatchObject({ reason: 'removed' });
    expect((await inside.enter(room)).ok).toBe(false);
    await member.http('DELETE', '/api/session');
    const asGuest = await member.open();
    expect(await asGuest.enter(room, 'Somebody')).toEqual(refused('kept-out'));
  });

  it('[DOOR-27] does not find the owner any more: no profile, no lists, nobody to follow', async () => {
    const { person } = await owner.session();
    for (const who of ['ana', `id:${person?.personId ?? ''}`]) {
      for (const [method, more] of [
        ['GET', ''],
        ['GET', '/followers'],
        ['GET', '/following'],
        ['PUT', '/follow'],
      ] as const) {
        const answer = await member.http(method, `/api/members/${who}${more}`);
        expect([who, more, answer.status, answer.body]).toEqual([who, more, 404, refused('no-such-member')]);
      }
    }
    // The room they are in is the one of hers that they see, for as long as they are in it.
    const titles = async () => (await member.http('GET', '/api/rooms')).body.value;
    expect(await titles()).toMatchObject([{ title: 'Tea', standing: 'open' }]);
    await inside.ask('leave');
    expect(await titles()).toEqual([]);
  });
});
