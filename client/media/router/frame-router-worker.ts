import type { CopyFrame, Frame } from './frame.ts';
import type { RouterNews, RouterRequest } from './router-messages.ts';
import { Routing } from './routing.ts';

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
const routing = new Routing(copyFrame, {
  starts: (id) => tell({ type: 'starts', id }),
  lend: (id, needed) => tell({ type: 'lend', id, needed }),
});
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
  lagMs = Math.max(lagMs, now - dueAt);
  dueAt = now + TICK_MS;
  ticks += 1;
  tell({ type: 'tick', levels: ticks % TICKS_A_REPORT === 0 ? routing.takeLevels() : [] });
}

function report(): void {
  const { framesIn, sources, sinks } = routing;
  tell({ type: 'report', report: { framesIn, sources, sinks, lagMs } });
  lagMs = 0;
}
