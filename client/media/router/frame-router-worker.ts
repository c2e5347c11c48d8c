import type { CopyFrame, Frame } from './frame.ts';
import type { RouterNews, RouterRequest } from './router-messages.ts';
import { Routing } from './routing.ts';
import { SealBook } from './seal-book.ts';
import { Sealer } from './sealer.ts';
import { signWith, VoiceKeys } from './voice-signing.ts';

/** The worker in which encoded frames are passed on: away from what the page does, and never throttled while it is hidden. */

/** An `EncodedStreams`, of frames as the routing knows them. */
interface FrameStreams {
  readonly readable: ReadableStream<Frame>;
  readonly writable: WritableStream<Frame>;
}

const TICK_MS = 50;
const TICKS_A_REPORT = 2;

// TypeScript's library does not have the constructor's parameters yet, nor the level among the metadata.
const copyFrame: CopyFrame = (frame, metadata) =>
  new (RTCEncodedAudioFrame as unknown as new (frame: Frame, options: object) => Frame)(frame, { metadata });

const tell = (news: RouterNews): void => postMessage(news);
const keys = new VoiceKeys();
let room = '';
let roomAheadMs = 0;
const roomClock = (): number => performance.timeOrigin + performance.now() + roomAheadMs;
const book = new SealBook((speaker, seal) => keys.verify(speaker, seal), roomClock);
const routing = new Routing(
  copyFrame,
  {
    starts: (id) => tell({ type: 'starts', id }),
    lend: (id, needed) => tell({ type: 'lend', id, needed }),
    doubts: (id, finding) =>
      tell({ type: 'doubts', id, ...finding, falseMs: performance.now() - finding.falseAt }),
  },
  book,
);
/** How each source and sink is let go of. */
const closers = new Map<number, () => void>();
let ticks = 0;
let dueAt = performance.now();
let lagMs = 0;

addEventListener('message', ({ data }: MessageEvent<RouterRequest>) => follow(data));
tick();
setInterval(tick, TICK_MS);

function follow(request: RouterRequest): void {
  switch (request.type) {
    case 'source':
      return addSource(request.id, request.streams, request.playsHere);
    case 'renew':
      return renew(request.id, request.streams);
    case 'hush':
      return routing.hush(request.id, request.hushed);
    case 'sink':
      return addSink(request.id, request.streams);
    case 'negotiated':
      return routing.negotiated(request.id, request.codecs);
    case 'route':
      return routing.route(request.id, request.source);
    case 'room':
      return enterRoom(request);
    case 'seal':
      return seal(request);
    case 'expect':
      return routing.expect(request.id, request.voice);
    case 'remove':
      return remove(request.id);
    case 'report':
      return report();
  }
}

function addSource(id: number, { readable, writable }: FrameStreams, playsHere: boolean): void {
  const writer = playsHere ? writable.getWriter() : undefined;
  routing.addSource(id, writer);
  read(id, readable, writer, (frame) => routing.take(id, frame, performance.now()));
}

function renew(id: number, { readable }: FrameStreams): void {
  closers.get(id)?.();
  routing.renew(id);
  read(id, readable, undefined, (frame) => routing.take(id, frame, performance.now()));
}

function addSink(id: number, { readable, writable }: FrameStreams): void {
  const writer = writable.getWriter();
  routing.addSink(id, writer);
  read(id, readable, writer, (frame) => routing.keep(id, frame));
}

function enterRoom(request: Extract<RouterRequest, { type: 'room' }>): void {
  ({ room, aheadMs: roomAheadMs } = request);
  for (const speaker of keys.follow(room, request.keys)) book.forget(speaker);
}

function seal({ id, speaker, key }: Extract<RouterRequest, { type: 'seal' }>): void {
  routing.seal(id, new Sealer(signWith(key, room, speaker), roomClock));
}

function remove(id: number): void {
  routing.remove(id);
  closers.get(id)?.();
  closers.delete(id);
}

/** Reads frames until the line is closed, on either side. */
function read(
  id: number,
  readable: ReadableStream<Frame>,
  writer: WritableStreamDefaultWriter | undefined,
  take: (frame: Frame) => void,
): void {
  const reader = readable.getReader();
  let closed = false;
  closers.set(id, () => {
    closed = true;
    // Both reject when the connection was closed first.
    reader.cancel().catch(() => {});
    writer?.abort().catch(() => {});
  });
  // What the decoder or the network does not take any more is no reason to stop anything else.
  writer?.closed.catch(() => {});
  const pump = async (): Promise<void> => {
    for (;;) {
      const { value, done } = await reader.read();
      if (done || closed) return;
      take(value);
    }
  };
  // The stream broke off; whoever owns the line closes it.
  pump().catch(() => {});
}

function tick(): void {
  const now = performance.now();
  const lateMs = Math.max(0, now - dueAt);
  lagMs = Math.max(lagMs, lateMs);
  dueAt = now + TICK_MS;
  routing.tick(now, lateMs);
  ticks += 1;
  tell({ type: 'tick', soundings: ticks % TICKS_A_REPORT === 0 ? routing.takeSoundings(now) : [] });
}

function report(): void {
  const { framesIn, sources, sinks } = routing;
  tell({ type: 'report', report: { framesIn, sources, sinks, lagMs } });
  lagMs = 0;
}
