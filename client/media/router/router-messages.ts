import type { ParticipantId, RoomId } from '../../../shared/room/state.ts';
import type { EncodedStreams } from '../encoded-streams.ts';
import type { LineCodec } from './frame.ts';
import type { SinkCounts, SourceSounding } from './routing.ts';
import type { Finding } from './voice-guard.ts';

/**
 * What a source should give. `anyone`: whatever the peer sends, as it cannot be checked, or need not be; `nobody`: nothing, so that nothing waits
 * in the decoder until somebody is expected. `straight`: the peer is the speaker, whom one hears without proof, but does not pass on.
 */
export type ExpectedVoice =
  | 'anyone'
  | 'nobody'
  | { readonly speaker: ParticipantId; readonly straight: boolean };

/** What voices are signed for, and checked by. */
export interface VoiceRoom {
  readonly room: RoomId;
  /** What the room's clock is ahead of the page's, ms: `performance.timeOrigin + performance.now()` there. */
  readonly aheadMs: number;
  /** Of those who sign, base64url (`voiceKey` in docs/protocol.md). */
  readonly keys: ReadonlyMap<ParticipantId, string>;
}

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
  | ({ readonly type: 'room' } & VoiceRoom)
  /** The source is one's own voice, to be sealed with this key. */
  | { readonly type: 'seal'; readonly id: number; readonly speaker: ParticipantId; readonly key: CryptoKey }
  | { readonly type: 'expect'; readonly id: number; readonly voice: ExpectedVoice }
  | { readonly type: 'remove'; readonly id: number }
  | { readonly type: 'report' };

/** From the worker to the page. */
export type RouterNews =
  /** The first one comes at once: the worker is there. `soundings` of the sources that had frames lately, every other time; else none. */
  | { readonly type: 'tick'; readonly soundings: readonly SourceSounding[] }
  | { readonly type: 'starts'; readonly id: number }
  | { readonly type: 'lend'; readonly id: number; readonly needed: boolean }
  /** A source does not give the voice it should: told again with all that comes; or it does again. `falseMs` ago the latest false sound had come. */
  | ({ readonly type: 'doubts'; readonly id: number; readonly falseMs: number } & Finding)
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
