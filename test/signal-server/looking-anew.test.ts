import { describe, expect, it } from 'vitest';
import { DIGEST_INTERVAL_MS } from '../../shared/protocol/limits.ts';
import type { InvitedPeople } from '../../shared/room/state.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { useServer } from './harness/fixture.ts';
import type { TestPage } from './harness/test-page.ts';

let clock: FakeClock;
const fixture = useServer(() => ({ clock: (clock = new FakeClock()) }));
const refused = (reason: string) => ({ ok: false, reason });
const FOLLOWED: InvitedPeople = { people: [], following: true };

/** Ana in a room of hers, and Ben, a member, whom she may bring to follow. */
async function evening(door: { invited?: InvitedPeople; door: 'link' | 'invited' }) {
  const owner = fixture.browser();
  await owner.becomeOwner();
  const member = fixture.browser();
  const { personId } = await member.joinAs('Ben');
  const ben = (method: 'PUT' | 'DELETE', what: 'follow' | 'block') =>
    owner.http(method, `/api/members/id:${personId}/${what}`);
  const room = await owner.openRoom('Tea', door);
  return { owner, member, ben, room, ana: await owner.enter(room) };
}

async function connectsAnew(page: TestPage): Promise<void> {
  await page.until(() => page.connections === 2 && page.socket.connected);
}

describe('whoever looks at a room of somebody', () => {
  it('[DOOR-26] who blocks them, sees nothing more of it from then on', async () => {
    const { member, ben, room, ana } = await evening({ door: 'link' });
    const page = await member.open();
    expect(await page.watch(room)).toMatchObject({ ok: true, value: { stage: [{ name: 'Ana' }] } });
    await ben('PUT', 'block');
    await connectsAnew(page);
    page.forget();
    await ana.command({ type: 'retitle', title: 'Between ourselves' });
    clock.advance(DIGEST_INTERVAL_MS);
    expect(await page.watch(room)).toEqual(refused('no-such-room'));
    expect(page.all('preview')).toEqual([]);
  });

  it('[DOOR-26] who follows them no longer, stands before its door like others', async () => {
    const { member, ben, room } = await evening({ door: 'invited', invited: FOLLOWED });
    await ben('PUT', 'follow');
    const page = await member.open();
    expect(await page.watch(room)).toMatchObject({ value: { standing: 'open', stage: [{ name: 'Ana' }] } });
    await ben('DELETE', 'follow');
    await connectsAnew(page);
    expect(await page.watch(room)).toMatchObject({ value: { standing: 'invited-only', stage: [] } });
  });

  it('[DOOR-26] and knocks, is not waited with once they are blocked, and may come in once they are followed', async () => {
    const { member, ben, room, ana } = await evening({ door: 'invited', invited: FOLLOWED });
    const page = await member.open();
    expect((await page.knock(room)).ok).toBe(true);
    await ana.hears('knocks', (knocks) => knocks.length === 1);
    await ben('PUT', 'block');
    await ana.until(() => {
      clock.advance(DIGEST_INTERVAL_MS);
      return ana.all('knocks').at(-1)?.length === 0;
    });
    await connectsAnew(page);
    expect(await page.knock(room)).toEqual(refused('not-welcome'));
    await ben('DELETE', 'block');
    await ben('PUT', 'follow');
    await page.until(() => page.connections > 2 && page.socket.connected);
    expect(await page.enter(room)).toMatchObject({ ok: true });
  });

  it('[DOOR-26] is left alone inside, and before the rooms of others', async () => {
    const { owner, member, ben, room } = await evening({ door: 'link' });
    const inside = await member.enter(room);
    const elsewhere = await member.open();
    const others = await member.openRoom('Coffee');
    await elsewhere.watch(others);
    await ben('PUT', 'block');
    expect((await owner.session()).person?.name).toBe('Ana');
    await inside.settled();
    await elsewhere.settled();
    expect([inside.connections, elsewhere.connections]).toEqual([1, 1]);
    expect(inside.all('ended')).toEqual([]);
  });
});
