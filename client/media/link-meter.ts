import type { ParticipantId } from '../../shared/room/state.ts';
import type { KeptLink } from './kept-link.ts';
import type { LinkReport } from './link-report.ts';

/** The counters of one link at one moment, out of the connection's statistics (W3C webrtc-stats). */
interface Counters {
  readonly at: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly received: number;
  readonly lost: number;
  readonly roundTripMs: number | null;
  readonly relayed: boolean;
}

/** Turns a link's ever-growing counters into rates, from one question to the next. */
export class LinkMeter {
  #before: Counters | undefined;

  async measure(peer: ParticipantId, link: KeptLink): Promise<LinkReport> {
    const stats = await link.stats();
    const now = stats ? read(stats) : undefined;
    const report = { peer, state: link.state, ...rates(this.#before, now) };
    this.#before = now;
    return report;
  }
}

function rates(before: Counters | undefined, now: Counters | undefined): Omit<LinkReport, 'peer' | 'state'> {
  const { roundTripMs = null, relayed = false } = now ?? {};
  if (!before || !now || now.at <= before.at)
    return { sentBps: 0, receivedBps: 0, loss: 0, roundTripMs, relayed };
  const perSecond = (bytes: number) => Math.max(0, (bytes * 8_000) / (now.at - before.at));
  const lost = Math.max(0, now.lost - before.lost);
  const arrived = Math.max(0, now.received - before.received);
  return {
    sentBps: perSecond(now.bytesSent - before.bytesSent),
    receivedBps: perSecond(now.bytesReceived - before.bytesReceived),
    loss: lost + arrived === 0 ? 0 : lost / (lost + arrived),
    roundTripMs,
    relayed,
  };
}

/** `getStats` of TypeScript's DOM library is a map to `any`; these are the fields of it that are read. */
interface Stat {
  readonly type: string;
  readonly kind?: string;
  readonly bytesSent?: number;
  readonly bytesReceived?: number;
  readonly packetsReceived?: number;
  readonly packetsLost?: number;
  readonly currentRoundTripTime?: number;
  readonly nominated?: boolean;
  readonly state?: string;
  readonly localCandidateId?: string;
  readonly candidateType?: string;
}

function read(stats: RTCStatsReport): Counters {
  const all = [...stats.values()] as Stat[];
  const inbound = all.find(({ type, kind }) => type === 'inbound-rtp' && kind === 'audio');
  const outbound = all.find(({ type, kind }) => type === 'outbound-rtp' && kind === 'audio');
  const pair = all.find(
    ({ type, nominated, state }) => type === 'candidate-pair' && nominated === true && state === 'succeeded',
  );
  const local =
    pair?.localCandidateId === undefined ? undefined : (stats.get(pair.localCandidateId) as Stat | undefined);
  return {
    at: performance.now(),
    bytesSent: outbound?.bytesSent ?? 0,
    bytesReceived: inbound?.bytesReceived ?? 0,
    received: inbound?.packetsReceived ?? 0,
    lost: inbound?.packetsLost ?? 0,
    roundTripMs: pair?.currentRoundTripTime === undefined ? null : pair.currentRoundTripTime * 1_000,
    relayed: local?.candidateType === 'relay',
  };
}
