import { beforeEach, describe, expect, test } from 'vitest';
import { LONGEST_QUEUE } from '../../../../client/media/router/outlet.ts';
import { Routing } from '../../../../client/media/router/routing.ts';
import {
  copyFakeFrame,
  FakeFrame,
  FakeWriter,
  opusFrame,
  redFrame,
  redPayload,
} from '../../../fakes/fake-frames.ts';
import { fakeBook, nobodyCares } from '../../../fakes/fake-seals.ts';

const ANA = 1;
const BEN = 2;
const SINK = 10;
const OTHER = 11;
const RED = { payloadType: 63, red: true };
const OPUS = { payloadType: 111, red: false };
const FOREIGN = { payloadType: 109, red: false };

let routing: Routing;
let told: string[];
let sink: FakeWriter;
let other: FakeWriter;
let decoder: FakeWriter;
let now: number;

const payloads = ({ written }: FakeWriter) => written.map(({ data }) => data);
/** Lets the promises of written frames settle. */
const settled = () => new Promise((resolve) => setImmediate(resolve));
/** Frames of a source, 20 ms apart, each with its number as its payload. */
function talk(source: number, ...numbers: number[]): void {
  for (const number of numbers) {
    now += 20;
    routing.take(source, opusFrame(number * 960, [number]), now);
  }
}

beforeEach(() => {
  told = [];
  now = 0;
  [sink, other, decoder] = [new FakeWriter(), new FakeWriter(), new FakeWriter()];
  routing = new Routing(
    copyFakeFrame,
    {
      ...nobodyCares,
      starts: (source) => told.push(`starts ${source}`),
      lend: (id, needed) => told.push(`lend ${id} ${needed}`),
    },
    fakeBook(() => now),
  );
  routing.addSource(ANA, decoder);
  routing.addSource(BEN);
  routing.addSink(SINK, sink);
  routing.addSink(OTHER, other);
  for (const id of [SINK, OTHER]) routing.negotiated(id, [RED, OPUS]);
});

describe('the frame router', () => {
  test('[ROUTER-1] sends by each sink a copy of what its source gives, then plays it here, and sends nothing unasked', () => {
    talk(ANA, 1);
    routing.route(SINK, ANA);
    routing.route(OTHER, ANA);
    talk(ANA, 2, 3);
    talk(BEN, 7);
    routing.route(OTHER, null);
    talk(ANA, 4);
    expect(payloads(sink)).toEqual([[2], [3], [4]]);
    expect(payloads(other)).toEqual([[2], [3]]);
    expect(payloads(decoder)).toEqual([[1], [2], [3], [4]]);
  });

  test('carries the level on, and passes RED on whole', () => {
    routing.route(SINK, ANA);
    routing.take(ANA, redFrame(0, [[1]], 0.5), 0);
    routing.take(ANA, redFrame(960, [[1], [2]], 0.25), 20);
    expect(sink.written.map(({ audioLevel }) => audioLevel)).toEqual([0.5, 0.25]);
    expect(sink.written[1]?.payloadType).toBe(63);
    expect(payloads(sink)[1]).toEqual([...new Uint8Array(redPayload([[1], [2]], 111))]);
  });

  test('[ROUTER-2] sends nothing of a source that is hushed, and goes on by the clock afterwards', () => {
    routing.route(SINK, ANA);
    talk(ANA, 1);
    routing.hush(ANA, true);
    talk(ANA, 2, 3);
    now += 1_000;
    routing.hush(ANA, false);
    // The encoder stood still meanwhile, and knows nothing of the second that has passed.
    talk(ANA, 4);
    expect(payloads(sink)).toEqual([[1], [4]]);
    expect(sink.written[1]?.timestamp).toBe(960 + (3 * 20 + 1_000) * 48);
    expect(payloads(decoder)).toEqual([[1], [2], [3], [4]]);
  });

  test('[ROUTER-4] lets a slow sink drop its own frames and nobody else’s', async () => {
    routing.route(SINK, ANA);
    routing.route(OTHER, ANA);
    other.mode = 'stalled';
    const numbers = Array.from({ length: LONGEST_QUEUE + 10 }, (_, i) => i);
    for (const number of numbers) {
      talk(ANA, number);
      await settled();
    }
    expect(payloads(sink)).toHaveLength(numbers.length);
    expect(payloads(decoder)).toHaveLength(numbers.length);
    expect(routing.sinks[1]).toMatchObject({ sent: LONGEST_QUEUE, queued: LONGEST_QUEUE, dropped: 10 });
    other.flow();
    await settled();
    talk(ANA, 99);
    expect(payloads(other).at(-1)).toEqual([99]);
    expect(routing.sinks[0]).toMatchObject({ dropped: 0 });
  });

  test('[ROUTER-5] lets go of a sink or decoder whose stream is broken, without anybody noticing', async () => {
    routing.route(SINK, ANA);
    routing.route(OTHER, ANA);
    other.mode = 'broken';
    decoder.mode = 'broken';
    for (const number of [1, 2, 3]) {
      talk(ANA, number);
      await settled();
    }
    expect(payloads(sink)).toEqual([[1], [2], [3]]);
    expect(routing.sinks[1]).toMatchObject({ queued: 0, dropped: 2 });
  });

  test('[ROUTER-5] drops a frame that cannot be copied, as one that was written already', () => {
    routing.route(SINK, ANA);
    const frame = opusFrame(0, [1]);
    frame.empty();
    routing.take(ANA, frame, 0);
    talk(ANA, 1);
    expect(payloads(sink)).toEqual([[1]]);
    expect(routing.sinks[0]).toMatchObject({ dropped: 1 });
  });

  test('[ROUTER-6] passes on nothing that is neither RED nor Opus, or is broken RED, but plays it here', () => {
    routing.route(SINK, ANA);
    routing.take(ANA, new FakeFrame({ payloadType: 0, mimeType: 'audio/PCMU' }, Uint8Array.of(1)), 0);
    routing.take(ANA, new FakeFrame({ payloadType: 63, mimeType: 'audio/red' }, Uint8Array.of(0xef, 1)), 0);
    routing.take(ANA, new FakeFrame({}, Uint8Array.of(1)), 0);
    expect(payloads(sink)).toEqual([]);
    expect(payloads(decoder)).toHaveLength(3);
  });

  test('sends nothing before it is known what was negotiated', () => {
    routing.addSink(12, other);
    routing.route(12, ANA);
    talk(ANA, 1);
    routing.negotiated(12, [OPUS]);
    talk(ANA, 2);
    expect(payloads(other)).toEqual([[2]]);
  });

  test('[ROUTER-7] leaves out of RED what is older than the moment from which on a source is sent', () => {
    routing.take(ANA, redFrame(0, [[1]]), 0);
    routing.route(SINK, ANA);
    routing.take(ANA, redFrame(960, [[0], [1], [2]]), 20);
    routing.take(ANA, redFrame(1_920, [[1], [2], [3]]), 40);
    routing.take(ANA, redFrame(2_880, [[2], [3], [4]]), 60);
    const red = (...blocks: number[][]) => [...new Uint8Array(redPayload(blocks, 111))];
    expect(payloads(sink)).toEqual([red([2]), red([2], [3]), red([2], [3], [4])]);
  });

  test('tells at once when somebody begins to talk, and not again before a pause', () => {
    const speak = (at: number, audioLevel: number) =>
      routing.take(ANA, opusFrame(at * 48, [1], 111, audioLevel), at);
    for (const at of [0, 20, 40]) speak(at, 0.001);
    expect(told).toEqual([]);
    for (const at of [60, 80, 300]) speak(at, 0.2);
    expect(told).toEqual(['starts 1']);
    speak(700, 0.2);
    expect(told).toEqual(['starts 1', 'starts 1']);
  });

  test('tells the loudest level of each source that had frames since the last time, and how long ago the newest came', () => {
    for (const [index, audioLevel] of [0.1, 0.4, 0.2].entries())
      routing.take(ANA, opusFrame(0, [1], 111, audioLevel), 20 * index);
    expect(routing.takeSoundings(70)).toEqual([{ id: ANA, level: 0.4, agoMs: 30 }]);
    expect(routing.takeSoundings(80)).toEqual([]);
    const unknown = (bytes: number) =>
      new FakeFrame({ payloadType: 111, mimeType: 'audio/opus', rtpTimestamp: 0 }, new Uint8Array(bytes));
    routing.take(BEN, unknown(3), 100);
    expect(routing.takeSoundings(100)).toEqual([{ id: BEN, level: 0, agoMs: 0 }]);
    routing.take(BEN, unknown(90), 120);
    expect(routing.takeSoundings(120)).toEqual([{ id: BEN, level: 0.1, agoMs: 0 }]);
  });
});

describe('a frame of a codec that a line does not have', () => {
  beforeEach(() => routing.route(SINK, ANA));

  test('[ROUTER-8] is minted from one frame of the line’s own encoder, which is asked for once and never sent', () => {
    routing.negotiated(SINK, [FOREIGN]);
    for (const at of [0, 20, 40]) routing.take(ANA, redFrame(at * 48, [[9], [at]], 0.3), at);
    expect(told).toEqual(['lend 10 true', 'starts 1']);
    routing.keep(SINK, opusFrame(5_555, [0xfc], 109, 0));
    routing.keep(SINK, opusFrame(6_515, [0xfc], 109, 0));
    expect(told).toEqual(['lend 10 true', 'starts 1', 'lend 10 false']);
    for (const at of [60, 80]) routing.take(ANA, redFrame(at * 48, [[9], [at]], 0.3), at);
    expect(sink.written).toEqual([
      { timestamp: 60 * 48, payloadType: 109, data: [60], audioLevel: 0.3 },
      { timestamp: 80 * 48, payloadType: 109, data: [80], audioLevel: 0.3 },
    ]);
    expect(routing.sinks[0]).toMatchObject({ sent: 2, minted: 2, dropped: 3 });
  });

  test('[ROUTER-8] needs no further template where another line had the same codec', () => {
    for (const id of [SINK, OTHER]) routing.negotiated(id, [FOREIGN]);
    routing.route(OTHER, ANA);
    routing.keep(SINK, opusFrame(5_555, [0xfc], 109));
    talk(ANA, 1);
    expect(other.written).toMatchObject([{ payloadType: 109, data: [1] }]);
    expect(told).toEqual(['starts 1']);
  });

  test('[ROUTER-8] is asked for again, and not all the time, where none comes', () => {
    routing.negotiated(SINK, [FOREIGN]);
    for (let at = 0; at < 7_000; at += 20) routing.take(ANA, opusFrame(at * 48, [1]), at);
    expect(told.filter((line) => line === 'lend 10 true')).toHaveLength(3);
  });

  test('becomes RED of one block where the line’s encoder makes RED, and RED of the line’s own numbers where it has others', () => {
    routing.negotiated(SINK, [{ payloadType: 100, red: true }, FOREIGN]);
    routing.keep(SINK, new FakeFrame({ payloadType: 100, mimeType: 'audio/RED' }, Uint8Array.of(109, 0xfc)));
    routing.take(ANA, redFrame(0, [[5]]), 0);
    routing.take(ANA, redFrame(960, [[5], [6]]), 20);
    routing.take(ANA, opusFrame(1_920, [7]), 40);
    const red = (...blocks: number[][]) => [...new Uint8Array(redPayload(blocks, 109))];
    expect(payloads(sink)).toEqual([red([5]), red([5], [6]), red([7])]);
    expect(sink.written.map(({ payloadType }) => payloadType)).toEqual([100, 100, 100]);
  });

  test('is sent as it is where only the preferred codec differs', () => {
    talk(ANA, 1);
    expect(sink.written).toMatchObject([{ payloadType: 111, data: [1] }]);
  });

  test('is dropped where the line has no Opus at all', () => {
    routing.negotiated(SINK, [RED]);
    talk(ANA, 1);
    expect(payloads(sink)).toEqual([]);
  });
});
