import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BATCH, Sealer } from '../../../../client/media/router/sealer.ts';
import { markOf, readSeal, type Seal, sealBody, writeSeal } from '../../../../client/media/router/seal.ts';
import { signWith, VoiceKeys } from '../../../../client/media/router/voice-signing.ts';
import { fakeBook, fakeSign } from '../../../fakes/fake-seals.ts';
import { SealedVoice } from './sealed-voice.ts';

const settled = () => new Promise((resolve) => setImmediate(resolve));
const mark = fc.nat(2 ** 31 - 1).map((half) => half * 2 ** 9 + 5);
const seal: fc.Arbitrary<Seal> = fc.record({
  at: fc.nat(2 ** 31).map((half) => half * 2 ** 16 + 3),
  marks: fc.array(mark, { minLength: 1, maxLength: 24 }),
});

describe('a seal', () => {
  test('that was written is read the same, and nothing else is one', () => {
    fc.assert(
      fc.property(seal, (written) => {
        const bytes = writeSeal(sealBody(written), new Uint8Array(64).fill(7));
        expect(readSeal(bytes)).toMatchObject(written);
        expect(readSeal(bytes.slice(1))).toBeUndefined();
      }),
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 75 }), (bytes) => readSeal(bytes) === undefined));
    fc.assert(fc.property(fc.uint8Array({ minLength: 215 }), (bytes) => readSeal(bytes) === undefined));
  });

  test('[SEAL-1] names each block that is sent twice, and no frame waits for it', async () => {
    const seals: Seal[] = [];
    let finish = (): void => {};
    const sealer = new Sealer(
      (seal) => {
        seals.push(seal);
        return new Promise((resolve) => (finish = () => resolve(Uint8Array.of(1))));
      },
      () => 5,
    );
    const blocks = Array.from({ length: 3 * BATCH }, (_, index) => Uint8Array.of(index, 1, 2));
    for (const [index, block] of blocks.entries()) expect(sealer.take(block, index * 20)).toBeUndefined();
    const marks = blocks.map(markOf);
    expect(seals.map(({ marks }) => marks)).toEqual([
      marks.slice(0, BATCH),
      marks.slice(0, 2 * BATCH),
      marks.slice(BATCH),
    ]);
    // Also where the clock stands still, each has a later time.
    expect(seals.map(({ at }) => at)).toEqual([5, 6, 7]);
    finish();
    await settled();
    expect(sealer.take(Uint8Array.of(9), 1_000)).toEqual(Uint8Array.of(1));
    expect(sealer.take(Uint8Array.of(9), 1_020)).toBeUndefined();
  });

  test('[SEAL-2] proves what the speaker sent in this room, and nothing that another page, person or room has signed', async () => {
    const [ana, eve] = [await keyPair(), await keyPair()];
    const keys = new VoiceKeys();
    keys.follow(
      'room',
      new Map([
        ['ana', ana.text],
        ['eve', eve.text],
        ['bad', 'B'.repeat(87)],
      ]),
    );
    const said: Seal = { at: 17, marks: [1, 2, 3] };
    const signed = async (key: CryptoKey, room: string, speaker: string) => {
      const read = readSeal(await signWith(key, room, speaker)(said));
      if (!read) throw new Error('no seal');
      return read;
    };
    const right = await signed(ana.privateKey, 'room', 'ana');
    expect(await keys.verify('ana', right)).toBe(true);
    expect(await keys.verify('eve', right)).toBe(false);
    expect(await keys.verify('bad', right)).toBe(false);
    expect(await keys.verify('stranger', right)).toBe(false);
    expect(await keys.verify('ana', await signed(eve.privateKey, 'room', 'ana'))).toBe(false);
    expect(await keys.verify('ana', await signed(ana.privateKey, 'other', 'ana'))).toBe(false);
    const changed = readSeal(writeSeal(sealBody({ ...said, marks: [1, 2, 4] }), right.signature));
    expect(changed && (await keys.verify('ana', changed))).toBe(false);
    // Who comes back with another page has another key, and the old one proves nothing any more.
    expect(keys.follow('room', new Map([['ana', eve.text]]))).toEqual(['ana', 'eve', 'bad']);
    expect(await keys.verify('ana', right)).toBe(false);
  });

  test('[SEAL-3] proves nothing a second time, nor from long ago, nor to a newcomer', async () => {
    const clock = 10_000_000;
    const written = (at: number, mark: number) => fakeSign('ana')({ at, marks: [mark] });
    const book = fakeBook(() => clock);
    await book.take('ana', await written(clock - 61_000, 1), 0);
    await book.take('eve', await written(clock, 1), 0);
    expect([book.proves('ana', 1), book.proves('eve', 1)]).toEqual([false, false]);
    await book.take('ana', await written(clock, 2), 0);
    await book.take('ana', await written(clock - 1_000, 3), 0);
    await book.take('ana', await written(clock - 3_000, 4), 0);
    expect([2, 3, 4].map((mark) => book.proves('ana', mark))).toEqual([true, true, false]);
    // Kept by somebody and sent again later, they prove nothing more, however long nothing newer came.
    book.tick(5_000);
    for (const [at, mark] of [
      [clock, 2],
      [clock - 1_000, 3],
    ] as const)
      await book.take('ana', await written(at, mark), 5_000);
    expect([2, 3].map((mark) => book.proves('ana', mark))).toEqual([false, false]);
  });

  test('[SEAL-1] of the last words before somebody is muted goes out with a frame that everyone has', async () => {
    const voice = new SealedVoice();
    await voice.goOn(1_090);
    const [last] = voice.passedOn.slice(-1);
    await voice.goOn(40, 'is muted');
    const [rest] = voice.passedOn.slice(-1);
    expect(rest).not.toBe(last);
    expect(rest?.getMetadata().rtpTimestamp).toBe(last?.getMetadata().rtpTimestamp);
    for (let count = 0; count < 60; count += 1) {
      await voice.goOn(200);
      await voice.goOn(100, 'is muted');
    }
    expect(voice.findings).toEqual([]);
  });
});

async function keyPair() {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const { privateKey, publicKey } = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const point = await crypto.subtle.exportKey('raw', publicKey);
  return { privateKey, text: Buffer.from(point).toString('base64url') };
}
