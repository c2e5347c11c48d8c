import type { EncodedStreams } from '../encoded-streams.ts';
import type { LineCodec } from './frame.ts';
import type { SinkCounts } from './routing.ts';

/** From the page to the router's worker. Sources and sinks share one row of ids; none is used twice. */
export type RouterRequest =
  | {
      readonly type: 'source';
      readonly id: number;
      readonly streams: EncodedStreams;
      readonly playsHere: boolean;
    }
  /** Feeds a source from other streams than before. */
  | { readonly type: 'renew'; readonly id: number; readonly streams: EncodedStreams }
  | { readonly type: 'hush'; readonly id: number; readonly hushed: boolean }
  | { readonly type: 'sink'; readonly id: number; readonly streams: EncodedStreams }
  | { readonly type: 'negotiated'; readonly id: number; readonly codecs: readonly LineCodec[] }
  | { readonly type: 'route'; readonly id: number; readonly source: number | null }
  | { readonly type: 'remove'; readonly id: number }
  | { readonly type: 'report' };

/** From the worker to the page. */
export type RouterNews =
  /** The first one comes at once: the worker is there. `levels` of the sources that had frames lately, every other time; else none. */
  | { readonly type: 'tick'; readonly levels: readonly (readonly [id: number, level: number])[] }
  | { readonly type: 'starts'; readonly id: number }
  | { readonly type: 'lend'; readonly id: number; readonly needed: boolean }
  | { readonly type: 'report'; readonly report: RouterReport };

/** What the router did since the page began, for whoever judges or shows what this page can carry. */
export interface RouterReport {
  readonly framesIn: number;
  readonly sources: number;
  /** Of the sinks there are now. */
  readonly sinks: readonly SinkCounts[];
  /** By how much the latest tick was late, at most, since the last report: a measure of how busy the processor is. */
  readonly lagMs: number;
}
