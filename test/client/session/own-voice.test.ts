import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { OwnVoice } from '../../../client/session/own-voice.ts';
import type { RefusalReason } from '../../../shared/room/refusals.ts';
import type { StagePerson } from '../../../shared/room/state.ts';

class FakeTrack extends EventTarget {
  readonly label = 'Desk microphone';
  getSettings = () => ({ deviceId: 'desk' });
  stop = vi.fn();
}

const me = (muted: boolean): StagePerson => ({
  id: 'me',
  personId: 'ana',
  name: 'Ana',
  kind: 'member',
  role: 'moderator',
  fingerprint: 'AB',
  enteredAt: 0,
  awaySince: null,
  onStageSince: 0,
  muted,
});

let track: FakeTrack;
let told: string[];
let answers: ((refused: RefusalReason | null) => void)[];
let spoken: unknown;
let voice: OwnVoice;

beforeEach(() => {
  track = new FakeTrack();
  told = [];
  answers = [];
  const getUserMedia = () => Promise.resolve({ getAudioTracks: () => [track] });
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } });
  vi.stubGlobal('MediaStream', Object);
  vi.stubGlobal('AnalyserNode', Object);
  vi.stubGlobal(
    'AudioContext',
    class {
      createMediaStreamSource = () => ({ connect: () => {} });
      resume = () => Promise.resolve();
      close = () => Promise.resolve();
    },
  );
  voice = new OwnVoice({
    speak: (now) => (spoken = now),
    tell: ({ type }) => {
      told.push(type);
      return new Promise((resolve) => answers.push(resolve));
    },
    changed: () => {},
    lost: () => told.push('lost'),
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const answer = async (refused: RefusalReason | null = null) => {
  answers.shift()?.(refused);
  await new Promise((resolve) => setImmediate(resolve));
};

/** On stage, unmuted, and everyone knows it. */
async function speak(): Promise<void> {
  voice.follow(me(true));
  await voice.setMuted(false);
  voice.follow(me(false));
  await answer();
  expect(spoken).toBe(track);
  told.length = 0;
}

describe('one’s own voice', () => {
  test('[VOICE-1] sends nothing on arriving on stage, and the microphone only once unmuted', async () => {
    voice.follow(me(true));
    await vi.waitFor(() => expect(voice.microphone.state.status).toBe('on'));
    expect(spoken).toBeNull();
    await voice.setMuted(false);
    expect(told).toEqual(['unmute']);
    expect(spoken).toBe(track);
  });

  test('[VOICE-2] muted and unmuted within one round trip ends unmuted', async () => {
    await speak();
    await voice.setMuted(true);
    await voice.setMuted(false);
    voice.follow(me(true));
    await answer();
    expect(told).toEqual(['mute', 'unmute']);
    voice.follow(me(false));
    await answer();
    expect(voice.muted).toBe(false);
    expect(spoken).toBe(track);
  });

  test('[VOICE-3] obeys a moderator who mutes, and does not unmute by itself', async () => {
    await speak();
    voice.follow(me(true));
    expect(spoken).toBeNull();
    expect(told).toEqual([]);
    expect(voice.muted).toBe(true);
  });

  test('[VOICE-4] mutes at once while the server is away, and tells it later', async () => {
    await speak();
    await voice.setMuted(true);
    expect(spoken).toBeNull();
    await answer('unavailable');
    voice.retry();
    expect(told).toEqual(['mute', 'mute']);
  });

  test('[VOICE-5] is not heard behind the room’s back when unmuting is refused', async () => {
    voice.follow(me(true));
    await voice.setMuted(false);
    await answer('unavailable');
    expect(voice.muted).toBe(true);
    expect(spoken).toBeNull();
  });

  test('[VOICE-6] falls silent and says so when the microphone is unplugged', async () => {
    await speak();
    track.dispatchEvent(new Event('ended'));
    expect(spoken).toBeNull();
    expect(told).toEqual(['lost', 'mute']);
  });

  test('[VOICE-7] lets the microphone go on leaving the stage', async () => {
    await speak();
    voice.follow(undefined);
    expect(track.stop).toHaveBeenCalledOnce();
    expect(voice.microphone.state).toEqual({ status: 'off' });
  });
});
