import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { PageCertificate } from '../../../client/media/certificate.ts';
import { Admission } from '../../../client/session/admission.ts';
import type { RoomEnding } from '../../../client/session/room-state.ts';
import { RoomStore } from '../../../client/session/room-store.ts';
import type { Answer, Entrance, Preview } from '../../../shared/protocol/messages.ts';
import type { RefusalReason } from '../../../shared/room/refusals.ts';
import { newRoom } from '../../../shared/room/state.ts';

const preview: Preview = {
  roomId: 'room-1',
  title: 'Timber',
  live: true,
  locked: false,
  door: 'link',
  standing: 'open',
  stage: [],
  listening: 0,
  ownerName: 'Ana',
  yours: false,
};
const entrance: Entrance = {
  you: 'me',
  stage: { ...newRoom({ id: 'room-1', title: 'Timber', ownerId: 'ana' }).stage, live: true },
  audience: { count: 1, people: [], hands: [], handCount: 0 },
  personal: { handRaisedAt: null, invitedBy: null },
  knocks: [],
  plan: [],
  iceServers: [],
  offered: [],
  now: 0,
};
const around = {
  connection: 'online',
  offline: false,
  microphone: { status: 'off' },
  muted: true,
  playback: 'playing',
  troubled: [],
  waiting: false,
} as const;

/** A server whose answers wait until the test gives them. */
class FakeSocket {
  connected = true;
  readonly asked: string[] = [];
  readonly requests: unknown[] = [];
  readonly #open: ((answer: Answer<never>) => void)[] = [];

  ask = (event: string, request?: unknown): Promise<Answer<never>> => {
    this.asked.push(event);
    this.requests.push(request);
    return new Promise((resolve) => this.#open.push(resolve));
  };

  /** Answers the oldest open question. */
  async answer(answer: Answer<unknown>): Promise<void> {
    await vi.waitFor(() => expect(this.#open.length).toBeGreaterThan(0));
    // The test knows which question it answers.
    this.#open.shift()?.(answer as Answer<never>);
    await new Promise((resolve) => setImmediate(resolve));
  }

  refuse(reason: RefusalReason): Promise<void> {
    return this.answer({ ok: false, reason });
  }
}

let socket: FakeSocket;
let store: RoomStore;
let endings: RoomEnding[];
let certificate: PageCertificate;
let admission: Admission;

beforeEach(() => {
  socket = new FakeSocket();
  store = new RoomStore();
  endings = [];
  certificate = { certificate: {} as RTCCertificate, fingerprint: 'AB', voice: undefined };
  admission = admit();
  store.preview(preview);
});

function admit(): Admission {
  return new Admission({
    roomId: 'room-1',
    socket,
    store,
    certificate: Promise.resolve(certificate),
    carries: () => 0,
    audioLinks: () => ({}),
    takeOffers: () => [],
    arrive: (arrived) => store.entered(arrived, around),
    end: (ending) => {
      endings.push(ending);
      store.ended(ending);
    },
  });
}

async function goIn(): Promise<void> {
  const entering = admission.enter('Chloe');
  await socket.answer({ ok: true, value: entrance });
  await entering;
}

describe('coming in and coming back', () => {
  test('[BACK-1] who was refused is told why, and sees the room as it is now', async () => {
    const entering = admission.enter('Chloe');
    await socket.refuse('room-closed');
    await socket.answer({ ok: true, value: { ...preview, live: false } });
    await entering;
    expect(store.state).toMatchObject({ phase: 'lobby', refused: 'room-closed', preview: { live: false } });
  });

  test('[BACK-2] an answer to Join that comes when one has turned away is taken back', async () => {
    const entering = admission.enter('Chloe');
    store.missing();
    await socket.answer({ ok: true, value: entrance });
    expect(socket.asked).toEqual(['enter', 'leave']);
    expect(store.state.phase).toBe('missing');
    await socket.answer({ ok: true, value: null });
    await entering;
  });

  test('[BACK-3] coming back is asked for once, however many messages were missed', async () => {
    await goIn();
    await Promise.all([
      Promise.race([admission.resume(), Promise.resolve()]),
      admission.resume(),
      admission.resume(),
    ]);
    await vi.waitFor(() => expect(socket.asked).toEqual(['enter', 'enter']));
    await socket.answer({ ok: true, value: { ...entrance, you: 'me again' } });
    expect(store.inside?.you).toBe('me again');
  });

  test('[BACK-4] who leaves while coming back stays outside, whatever the answer', async () => {
    await goIn();
    const resuming = admission.resume();
    store.ended({ reason: 'left' });
    await socket.answer({ ok: true, value: entrance });
    await resuming;
    expect(store.state).toMatchObject({ phase: 'ended', ending: { reason: 'left' } });
    await admission.resume();
    expect(socket.asked).toEqual(['enter', 'enter']);
  });

  test.each<[RefusalReason, RoomEnding]>([
    ['room-closed', { reason: 'closed', by: null }],
    ['kept-out', { reason: 'removed', by: null }],
    ['taken-over', { reason: 'replaced' }],
    ['not-in-room', { reason: 'timed-out' }],
    ['wrong-version', { reason: 'refused', why: 'wrong-version' }],
  ])('[BACK-5] who is refused on coming back with %s is told so', async (reason, ending) => {
    await goIn();
    const resuming = admission.resume();
    await socket.refuse(reason);
    await resuming;
    expect(endings).toEqual([ending]);
  });

  test('[BACK-6] a server that is not ready is asked again, and nothing is lost meanwhile', async () => {
    await goIn();
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    try {
      const resuming = admission.resume();
      await Promise.resolve();
      await Promise.resolve();
      await socket.refuse('unavailable');
      await resuming;
      expect(store.state.phase).toBe('inside');
      expect(socket.asked).toHaveLength(2);
      await vi.runAllTimersAsync();
      expect(socket.asked).toHaveLength(3);
    } finally {
      vi.useRealTimers();
    }
  });

  test('[BACK-7] a page that can seal its voice announces the key on entering and on coming back, another none', async () => {
    certificate = { ...certificate, voice: { publicKey: 'BC', privateKey: {} as CryptoKey } };
    const entering = admit();
    const entered = entering.enter('Chloe');
    await socket.answer({ ok: true, value: entrance });
    await entered;
    const resumed = entering.resume();
    await socket.answer({ ok: true, value: entrance });
    await resumed;
    const announced = { fingerprint: 'AB', voiceKey: 'BC' };
    expect(socket.requests).toMatchObject([announced, { ...announced, resuming: true }]);
    const again = admission.resume();
    await socket.answer({ ok: true, value: entrance });
    await again;
    expect(socket.requests.at(-1)).not.toHaveProperty('voiceKey');
  });
});

describe('waiting before a door', () => {
  const narrow = { ...preview, door: 'members', standing: 'members-only' } as const;
  beforeEach(() => store.preview(narrow));

  async function wait(): Promise<void> {
    const knocking = admission.knock('Chloe');
    await socket.answer({ ok: true, value: null });
    await knocking;
    expect(store.state).toMatchObject({ phase: 'lobby', knocking: 'waiting', refused: null });
  }

  test('[KNOCK-13] one goes in by oneself as soon as one is let in', async () => {
    await wait();
    const answered = admission.answered(true);
    await socket.answer({ ok: true, value: entrance });
    await answered;
    expect(socket.asked).toEqual(['knock', 'enter']);
    expect(store.inside?.you).toBe('me');
  });

  test('[KNOCK-13] … and not if one has stopped knocking', async () => {
    await wait();
    const stopped = admission.stopKnocking();
    await socket.answer({ ok: true, value: null });
    await stopped;
    await admission.answered(true);
    expect(socket.asked).toEqual(['knock', 'leave']);
    expect(store.state).toMatchObject({ phase: 'lobby', knocking: 'no', entering: false });
  });

  test('[KNOCK-14] who was turned away is told so, also when knocking again, until the room is open to them', async () => {
    await wait();
    await admission.answered(false);
    expect(store.state).toMatchObject({ phase: 'lobby', knocking: 'turned-away' });
    const again = admission.knock();
    await socket.refuse('turned-away');
    await again;
    expect(store.state).toMatchObject({ knocking: 'turned-away', refused: null });
    store.preview(preview);
    expect(store.state).toMatchObject({ knocking: 'no' });
  });

  test('[KNOCK-15] a page that waits knocks again, under the same name, when the connection is back', async () => {
    socket.connected = false;
    const knocking = admission.knock('Chloe');
    await socket.refuse('unavailable');
    await knocking;
    expect(store.state).toMatchObject({ knocking: 'waiting' });
    socket.connected = true;
    const back = admission.greet();
    await socket.answer({ ok: true, value: narrow });
    await socket.answer({ ok: true, value: null });
    await back;
    expect(socket.asked).toEqual(['knock', 'watch', 'knock']);
    expect(socket.requests.at(-1)).toEqual({ room: 'room-1', guestName: 'Chloe' });
    expect(store.state).toMatchObject({ knocking: 'waiting' });
  });

  test('[KNOCK-16] where one may come in, knocking is coming in', async () => {
    const knocking = admission.knock('Chloe');
    await socket.refuse('already-so');
    await socket.answer({ ok: true, value: entrance });
    await knocking;
    expect(socket.requests.at(-1)).toMatchObject({ guestName: 'Chloe' });
    expect(store.inside?.you).toBe('me');
  });

  test('[KNOCK-17] nobody goes on waiting before a room that has closed, or that does not hear them', async () => {
    await wait();
    store.preview({ ...narrow, live: false });
    expect(store.state).toMatchObject({ knocking: 'no' });
    store.preview(narrow);
    const knocking = admission.knock('Chloe');
    await socket.refuse('kept-out');
    await socket.answer({ ok: true, value: narrow });
    await knocking;
    expect(store.state).toMatchObject({ knocking: 'no', refused: 'kept-out' });
  });

  test('[KNOCK-18] a moderator’s page tells each knock once', () => {
    const knock = (name: string) => ({ personId: name, name, kind: 'guest', at: 0 }) as const;
    const heard: string[] = [];
    store.observe((happening) => happening.type === 'knock' && heard.push(happening.who.name));
    store.entered({ ...entrance, knocks: [knock('Ada')] }, around);
    store.knocks([knock('Ada'), knock('Bo')]);
    store.knocks([knock('Bo')]);
    store.knocks([knock('Bo'), knock('Ada')]);
    expect(heard).toEqual(['Bo', 'Ada']);
    expect(store.inside?.knocks).toHaveLength(2);
  });
});
