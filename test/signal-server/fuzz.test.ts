import { randomInt } from 'node:crypto';
import { expect, it } from 'vitest';
import { FakeClock } from '../fakes/fake-clock.ts';
import { useServer } from './harness/fixture.ts';
import { RandomPackets } from './harness/random-packets.ts';

// Time passes quickly, so that most packets get past the limits to be judged by themselves.
const clock = new FakeClock();
const fixture = useServer(() => ({ clock }));
const PACKETS = 100_000;
/** As many as are on their way at once. */
const BATCH = 250;
const seed = Number(process.env['FUZZ_SEED'] ?? randomInt(2 ** 31));

it(`[EDGE-11] 100,000 random packets do no harm (FUZZ_SEED=${seed})`, { timeout: 60_000 }, async () => {
  const owner = fixture.browser();
  await owner.becomeOwner();
  const room = await owner.openRoom();
  const ana = await owner.enter(room);
  const packets = new RandomPackets(seed, room, ana.entrance.you);
  const mallory = fixture.browser();
  let heapAfterWarmUp = 0;
  let page = await mallory.open();
  for (let sent = 0; sent < PACKETS; sent += BATCH) {
    clock.advance(5_000);
    if (sent === PACKETS / 5) heapAfterWarmUp = heapUsed();
    if (!page.socket.connected) page = await mallory.open();
    for (let index = 0; index < BATCH; index += 1) packets.sendOne(page.socket);
    const { socket } = page;
    // Either everything has been answered, or the server has had enough.
    await Promise.race([
      new Promise((resolve) => socket.once('disconnect', resolve)),
      socket.connected ? socket.emitWithAck('people', {}).catch(() => undefined) : undefined,
    ]);
  }
  expect(heapUsed() - heapAfterWarmUp).toBeLessThan(60e6);
  expect((await fixture.server.http('GET', '/healthz')).status).toBe(200);
  expect(await ana.command({ type: 'unmute' })).toEqual({ ok: true, value: null });
  expect(ana.stage?.people).toMatchObject([{ name: 'Ana', role: 'moderator', muted: false }]);
});

function heapUsed(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
