import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BEAT_LIMIT_BYTES, readBeat, writeBeat } from '../../../client/media/beat-codec.ts';
import type { Beat } from '../../../shared/protocol/beats.ts';
import { SLOTS } from '../../../shared/topology/stage-voice.ts';

const n = fc.maxSafeNat();
const mark = fc.constantFrom({}, { asks: true as const });
const goes = fc.constantFrom({}, { leaving: true as const });
const id = fc.stringMatching(/^[\w-]{6,40}$/);
const slots = fc
  .array(fc.option(id), { maxLength: SLOTS })
  .filter(
    (ids) => new Set(ids.filter((one) => one !== null)).size === ids.filter((one) => one !== null).length,
  );
const beats: fc.Arbitrary<Beat> = fc.oneof(
  fc.record({ n }),
  fc.tuple(fc.record({ n, wants: fc.boolean() }), mark).map(([beat, asks]) => ({ ...beat, ...asks })),
  fc
    .tuple(fc.record({ n, flows: fc.boolean(), slots }), goes)
    .map(([beat, leaving]) => ({ ...beat, ...leaving })),
);

describe('a beat', () => {
  test('[BEAT-1] arrives as it was sent, and small', () => {
    fc.assert(
      fc.property(beats, (beat) => {
        const text = writeBeat(beat);
        expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(BEAT_LIMIT_BYTES);
        expect(readBeat(text)).toEqual(beat);
      }),
    );
  });

  test('[BEAT-2] is small with the longest names and the largest number', () => {
    const names = Array.from({ length: SLOTS }, (_, slot) => String(slot).repeat(40));
    const text = writeBeat({ n: Number.MAX_SAFE_INTEGER, flows: false, slots: names, leaving: true });
    expect(text.length).toBeLessThanOrEqual(BEAT_LIMIT_BYTES);
    expect(readBeat(text)).toBeDefined();
  });

  test('[BEAT-3] is nothing else: whatever is read means the same when it is written', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string(), beats.map(writeBeat).chain(damaged)), (text) => {
        const beat = readBeat(text);
        if (beat) expect(JSON.parse(writeBeat(beat))).toEqual(JSON.parse(text));
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([
    ['', 'nothing'],
    ['.', 'no JSON'],
    ['null', 'null'],
    ['7', 'a number'],
    ['[1]', 'a list'],
    ['{}', 'no number'],
    ['{"n":-1}', 'a negative number'],
    ['{"n":1.5}', 'a broken number'],
    ['{"n":1e400}', 'an endless number'],
    ['{"n":"1"}', 'a number in quotes'],
    ['{"n":1,"m":2}', 'an unknown field'],
    ['{"n":1,"__proto__":{}}', 'a field that is more than it seems'],
    ['{"n":1,"wants":1}', 'a wish that is no yes or no'],
    ['{"n":1,"wants":true,"asks":false}', 'a mark that is not there and yet is'],
    ['{"n":1,"asks":true}', 'a question without a wish'],
    ['{"n":1,"wants":true,"slots":[]}', 'a child with slots'],
    ['{"n":1,"flows":true}', 'a parent without slots'],
    ['{"n":1,"flows":true,"slots":{}}', 'slots that are no list'],
    ['{"n":1,"flows":true,"slots":[1]}', 'somebody whose name is a number'],
    ['{"n":1,"flows":true,"slots":["a b"]}', 'a name with a space'],
    ['{"n":1,"flows":true,"slots":["ana","ana"]}', 'somebody in two slots'],
    ['{"n":1,"flows":true,"slots":[null,null,null,null]}', 'more slots than there are'],
    ['{"n":1,"flows":true,"slots":[],"wants":true}', 'parent and child in one'],
    [`{"n":1${' '.repeat(BEAT_LIMIT_BYTES)}}`, 'too many characters'],
  ])('[BEAT-4] is not %s (%s)', (text) => {
    expect(readBeat(text)).toBeUndefined();
  });
});

/** The same text with one character cut out, doubled or replaced. */
function damaged(text: string): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.nat({ max: text.length }),
      fc.constantFrom('', '0', '"', 'n', ',', '}', '[', 'true'),
      fc.nat({ max: 1 }),
    )
    .map(([at, instead, cut]) => text.slice(0, at) + instead + text.slice(at + cut));
}
