import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinRed, splitRed } from '../../../../client/media/router/red.ts';
import { FakeFrame, redFrame } from '../../../fakes/fake-frames.ts';
import { again, bytes, type Doing, foreignFrame, SealedVoice } from './sealed-voice.ts';

/** Half a second without any proof, and what is not judged yet. */
const FOUND_OUT_MS = 1_600;

/** What a dishonest page sends in the place of each frame of the speaker, and how much of it may be heard at most, ms. */
interface Forgery {
  readonly forge: (voice: SealedVoice, count: number, genuine: FakeFrame | undefined) => FakeFrame[];
  readonly heardMs: number;
}

const FORGERIES: Readonly<Record<string, Forgery>> = {
  'a voice of its own': { forge: (voice) => [foreignFrame(voice)], heardMs: FOUND_OUT_MS },
  'one sound again and again': { forge: () => [soundOf(bytes(7, 60))], heardMs: FOUND_OUT_MS },
  'long packets': {
    forge: (voice, count) => (count % 6 === 0 ? [soundOf([0x7b, 6, ...bytes(voice.now, 60)])] : []),
    heardMs: FOUND_OUT_MS,
  },
  'sounds that repeat as redundancy': {
    forge: (voice, count, genuine) =>
      genuine && count % 2 === 0 ? [besides(genuine, bytes(-(count % 16), 60), voice.now)] : [],
    heardMs: 3_000,
  },
  'a word now and then': {
    forge: (voice, count, genuine) => (count % 50 < 9 ? [foreignFrame(voice)] : genuine ? [genuine] : []),
    heardMs: 10_000,
  },
  'another codec': { forge: (_, count) => [musicFrame(count)], heardMs: 0 },
};

describe('a voice that somebody passes on', () => {
  test('[SEAL-4] is heard and passed on with its seals, which no decoder is given', async () => {
    const voice = new SealedVoice();
    await voice.goOn(3_000);
    const seals = ({ data }: { data: ArrayBuffer }) => new Uint8Array(data).length > 150;
    expect(voice.heard.length).toBeGreaterThan(140);
    expect(voice.heard.filter(seals)).toEqual([]);
    expect(voice.passedOn.filter(seals).length).toBeGreaterThan(10);
    expect(voice.findings).toEqual([]);
  });

  test.each(Object.entries(FORGERIES))(
    '[SEAL-5] is silenced when it is %s',
    async (_, { forge, heardMs }) => {
      const voice = new SealedVoice();
      await voice.goOn(3_000);
      const genuine = new Set(voice.heard.map(({ data }) => new Uint8Array(data).join()));
      const heard = () => voice.heard.filter(({ data }) => !genuine.has(new Uint8Array(data).join()));
      const before = heard().length;
      for (let count = 0; count < 2_000; count += 1) {
        const frames = (await voice.speak('talks')).map(({ frame }) => frame);
        for (const frame of frames) genuine.add(withoutSeal(frame));
        await voice.receive(forge(voice, count, frames[0]));
      }
      expect((heard().length - before) * 20).toBeLessThanOrEqual(heardMs);
    },
  );

  test('[SEAL-5] is silenced when it was said before, or withheld for long, or is another’s than the seals say', async () => {
    const voice = new SealedVoice();
    const kept: FakeFrame[] = [];
    for (let count = 0; count < 4_000; count += 1) {
      const frames = (await voice.speak('talks')).map(({ frame }) => frame);
      kept.push(...frames.map(again));
      await voice.receive(count < 500 ? frames : []);
    }
    const heard = voice.heard.length;
    for (const frame of kept) await voice.receive([again(frame)]);
    // What is withheld for less than a minute is late, but the speaker's own.
    expect(voice.heard.length - heard).toBeLessThan(4_000 - 500 - 3_000 + 150);
    for (const forged of [new SealedVoice('ana', 'eve'), new SealedVoice('ana', '')]) {
      await forged.goOn(3_000);
      expect(forged.doubted).toBe(true);
    }
  });

  test('[SEAL-5] is silenced when its seals are kept back, and heard again when they are not', async () => {
    const voice = new SealedVoice();
    for (let count = 0; count < 150; count += 1) {
      const packets = await voice.speak('talks');
      await voice.receive(packets.map(({ frame }) => frame).filter(({ data }) => data.byteLength < 150));
    }
    expect(voice.doubted).toBe(true);
    await voice.goOn(4_500);
    expect(voice.doubted).toBe(false);
  });

  test('[SEAL-5] waits in no decoder until somebody is said to speak', async () => {
    const voice = new SealedVoice();
    voice.expect('nobody');
    for (let count = 0; count < 50; count += 1) await voice.receive([foreignFrame(voice)], 0);
    expect(voice.heard).toEqual([]);
    voice.expect('anyone');
    await voice.receive([foreignFrame(voice)]);
    expect(voice.heard).toHaveLength(1);
  });

  test(
    '[SEAL-6] is never silenced for the network’s sake, nor for pauses, mutes and late news of who speaks',
    {
      timeout: 60_000,
    },
    async () => {
      const doing = fc.constantFrom<Doing>('talks', 'talks', 'talks', 'pauses', 'is muted');
      const stretch = fc.record({ doing, forMs: fc.integer({ min: 100, max: 4_000 }) });
      const network = fc.record({
        lost: fc.constantFrom(0, 0.02, 0.1, 0.15),
        jitterMs: fc.constantFrom(0, 40, 200),
        seed: fc.nat(),
      });
      const stretches = fc.array(stretch, { minLength: 1, maxLength: 8 });
      await fc.assert(
        fc.asyncProperty(stretches, network, async (stretches, network) => {
          const voice = new SealedVoice();
          const random = randomOf(network.seed);
          let under: { frame: FakeFrame; due: number }[] = [];
          for (const { doing, forMs } of stretches)
            for (const end = voice.now + forMs; voice.now < end;) {
              for (const { frame, at } of await voice.speak(doing))
                if (random() >= network.lost)
                  under.push({ frame, due: at + 30 + random() * network.jitterMs });
              const come = under.filter(({ due }) => due <= voice.now);
              under = under.filter((one) => !come.includes(one));
              await voice.receive(come.map(({ frame }) => frame));
            }
          expect(voice.findings).toEqual([]);
        }),
        { numRuns: 30 },
      );
    },
  );

  test('[SEAL-6] is not silenced when the slot is another speaker’s before the beat is there that says so', async () => {
    const voice = new SealedVoice();
    await voice.goOn(1_000);
    voice.expect({ speaker: 'ben', straight: false });
    await voice.goOn(600);
    voice.expect({ speaker: 'ana', straight: false });
    await voice.goOn(2_000);
    expect(voice.findings).toEqual([]);
  });

  test('[SEAL-6] is not silenced where the processor is busy, and seals are verified late', async () => {
    const voice = new SealedVoice();
    await voice.goOn(1_000);
    voice.slowDown(700);
    await voice.goOn(10_000);
    expect(voice.findings).toEqual([]);
  });

  test('[SEAL-11] is heard without proof where it comes straight from the speaker, but not passed on', async () => {
    const voice = new SealedVoice('ana', 'eve');
    voice.expect({ speaker: 'ana', straight: true });
    await voice.goOn(FOUND_OUT_MS);
    expect([voice.doubted, voice.unsigned]).toEqual([false, true]);
    const [heard, passedOn] = [voice.heard.length, voice.passedOn.length];
    await voice.goOn(1_000);
    expect(voice.heard.length - heard).toBe(50);
    expect(voice.passedOn.length - passedOn).toBe(0);
    const honest = new SealedVoice();
    honest.expect({ speaker: 'ana', straight: true });
    await honest.goOn(3_000);
    expect(honest.passedOn.length).toBeGreaterThanOrEqual(honest.heard.length);
  });

  test('[SEAL-11] is passed on again when it is signed, but not soon after it was found unsigned twice', async () => {
    const voice = new SealedVoice();
    voice.expect({ speaker: 'ana', straight: true });
    for (const again of [true, false]) {
      for (let count = 0; count < FOUND_OUT_MS / 20; count += 1) await voice.receive([foreignFrame(voice)]);
      expect(voice.unsigned).toBe(true);
      await voice.goOn(6_000);
      expect(voice.unsigned).toBe(!again);
    }
    await voice.goOn(600_000, 'pauses');
    expect(voice.unsigned).toBe(false);
  });

  test('[SEAL-5] is found out also if the parent gives the line another name, or its own, in time', async () => {
    for (const straight of [true, false]) {
      const voice = new SealedVoice();
      await voice.goOn(1_000);
      for (let count = 0; count < 60; count += 1) await voice.receive([foreignFrame(voice)]);
      voice.expect({ speaker: 'pia', straight });
      for (let count = 0; count < FOUND_OUT_MS / 20; count += 1) await voice.receive([]);
      expect(voice.findings.at(-1)).toMatchObject({ doubted: true, falseSpeaker: 'ana' });
    }
  });

  test('[SEAL-6] is not blamed for what the parent itself has said unsigned on that line', async () => {
    const voice = new SealedVoice();
    voice.expect({ speaker: 'pia', straight: true });
    for (let count = 0; count < 60; count += 1) await voice.receive([foreignFrame(voice)]);
    voice.expect({ speaker: 'ana', straight: false });
    await voice.goOn(5_000);
    expect(voice.findings.filter(({ doubted }) => doubted)).toEqual([]);
    expect(voice.heard.length).toBeGreaterThan(300);
  });

  test('[SEAL-6] is not silenced after the page stood still, when all comes at once', async () => {
    for (const stoodStillMs of [1_000, 3_000, 5_000]) {
      const voice = new SealedVoice();
      await voice.goOn(2_000);
      const waiting: FakeFrame[] = [];
      const began = voice.now;
      for (; voice.now < began + stoodStillMs; voice.now += 20)
        waiting.push(...(await voice.speak('talks')).map(({ frame }) => frame));
      voice.standStill(stoodStillMs);
      await voice.receive(waiting);
      await voice.goOn(3_000);
      expect(voice.findings).toEqual([]);
    }
  });
});

function soundOf(block: readonly number[]): FakeFrame {
  return redFrame(0, [block]);
}

/** The genuine frame with another block in the place of the one before it. */
function besides(genuine: FakeFrame, block: readonly number[], now: number): FakeFrame {
  const blocks = splitRed(new Uint8Array(genuine.data)) ?? [];
  return redFrame(now * 48, [block, [...(blocks.at(-1)?.data ?? [])]]);
}

function withoutSeal(frame: FakeFrame): string {
  const blocks = (splitRed(new Uint8Array(frame.data)) ?? []).filter(
    ({ payloadType }) => payloadType === 111,
  );
  return new Uint8Array(joinRed(blocks, 111)).join();
}

function musicFrame(count: number): FakeFrame {
  return new FakeFrame({ payloadType: 0, mimeType: 'audio/PCMU', rtpTimestamp: count }, Uint8Array.of(1));
}

/** Numbers from 0 to 1 that are the same for the same seed (a linear congruential generator, Numerical Recipes' constants). */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
