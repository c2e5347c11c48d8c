import { describe, expect, it } from 'vitest';
import { heldStore } from '../fakes/held-store.ts';
import { roomWith, useServer } from './harness/fixture.ts';
import type { TestPage } from './harness/test-page.ts';

let held: ReturnType<typeof heldStore> | undefined;
const fixture = useServer(() => ({ overStore: (real) => (held = heldStore(real)).store }));

/** What this page has sent until now waits for its room: only what needs no room is answered out of turn. */
async function queued(page: TestPage): Promise<void> {
  await page.ask('nothing');
  await fixture.server.http('GET', '/api/session');
}

/** Ben enters (again), and this is what follows in the same write. */
async function enterAndThen(
  { ana, guests }: Awaited<ReturnType<typeof roomWith>>,
  room: string,
  command: (ben: string) => Parameters<TestPage['command']>[0],
) {
  const [ben, cleo] = guests;
  if (!ben || !cleo || !held) throw new Error();
  const release = held.hold();
  const raised = cleo.command({ type: 'raise-hand' });
  await queued(cleo);
  ben.forget();
  const entered = ben.enter(room);
  await queued(ben);
  const followed = ana.command(command(ben.entrance.you));
  await queued(ana);
  release();
  expect([await raised, await followed]).toEqual([
    { ok: true, value: null },
    { ok: true, value: null },
  ]);
  return { ben, answer: await entered };
}

describe('an entrance that is overtaken', () => {
  it('[DOOR-13] an entrance shows the room as it is when it is granted, with what followed in the same write', async () => {
    const inside = await roomWith(fixture, 'Ben', 'Cleo');
    const { ben, answer } = await enterAndThen(inside, inside.room, () => ({
      type: 'retitle',
      title: 'Coffee',
    }));
    expect(answer.ok && answer.value.stage).toMatchObject({ title: 'Coffee' });
    const told = ben.all('stage').map(({ seq, events }) => seq + events.length - 1);
    expect(answer.ok && answer.value.stage.seq).toBe(Math.max(...told));
  });

  it('[DOOR-14] who is removed in the moment of entering is refused as kept out, and not let in', async () => {
    const inside = await roomWith(fixture, 'Ben', 'Cleo');
    const { ben, answer } = await enterAndThen(inside, inside.room, (who) => ({ type: 'remove', who }));
    expect(answer).toEqual({ ok: false, reason: 'kept-out' });
    expect(ben.all('ended')).toEqual([{ reason: 'removed', by: 'Ana' }]);
  });

  it('[DOOR-14] who enters in the moment of closing is refused as to a closed room', async () => {
    const inside = await roomWith(fixture, 'Ben', 'Cleo');
    const { answer } = await enterAndThen(inside, inside.room, () => ({ type: 'close' }));
    expect(answer).toEqual({ ok: false, reason: 'room-closed' });
  });
});
