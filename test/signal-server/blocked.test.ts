import { beforeEach, describe, expect, it } from 'vitest';
import type { InviteBook } from '../../shared/protocol/members.ts';
import type { Person } from '../../shared/room/state.ts';
import { useServer } from './harness/fixture.ts';
import type { TestBrowser } from './harness/test-browser.ts';
import { friendsNumber } from './harness/test-server.ts';

const fixture = useServer();
let ana: TestBrowser;
let ben: TestBrowser;
let himself: Person;
/** Ana has invited Ben, who blocks her. */
beforeEach(async () => {
  [ana, ben] = [fixture.browser(), fixture.browser()];
  await ana.becomeOwner();
  const { token } = await ana.invite();
  await ben.http('POST', '/api/invites/redeem', { token, ...friendsNumber, handle: 'ben', name: 'Ben' });
  const { person } = await ben.session();
  if (!person) throw new Error('nobody joined');
  himself = person;
  await ben.http('PUT', '/api/members/ana/block');
});

describe('whoever has blocked one', () => {
  it('[MEM-11] is not shown on the list of one’s door, of whatever ids one makes it', async () => {
    const { personId } = himself;
    const room = await ana.openRoom('Tea', {
      door: 'invited',
      invited: { people: [personId], following: false },
    });
    const door = async () => (await ana.http('GET', `/api/rooms/${room}/door`)).body;
    expect(await door()).toEqual({ ok: true, value: { door: 'invited', people: [], following: false } });
    await ben.http('DELETE', '/api/members/ana/block');
    expect(await door()).toMatchObject({ value: { people: [{ personId }] } });
  });

  it('[MEM-11] is not shown among one’s invites', async () => {
    const book = async () => (await ana.http('GET', '/api/invites')).body.value as InviteBook;
    expect((await book()).invites).toMatchObject([{ state: 'redeemed', redeemedBy: null }]);
    await ben.http('DELETE', '/api/members/ana/block');
    expect((await book()).invites).toMatchObject([{ redeemedBy: { personId: himself.personId } }]);
  });

  it('[MEM-11] is not shown among those whom one has blocked oneself', async () => {
    const blocked = async () => (await ana.http('GET', '/api/me/blocked')).body.value;
    expect((await ana.http('PUT', `/api/members/id:${himself.personId}/block`)).status).toBe(200);
    expect(await blocked()).toEqual([]);
    await ben.http('DELETE', '/api/members/ana/block');
    expect(await blocked()).toMatchObject([{ personId: himself.personId }]);
  });
});
