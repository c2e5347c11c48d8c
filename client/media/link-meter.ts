import type { ParticipantId } from '../../shared/room/state.ts';
import type { KeptLink } from './kept-link.ts';
import type { MeasuredLink } from './link-report.ts';

/** The counters of one link at one moment, out of the connection's statistics (W3C webrtc-stats). */
interface Counters {
  readonly at: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly received: number;
  readonly lost: number;
  readonly roundTripMs: number | null;
  readonly relayed: boolean;
  readonly availableOutgoingBps: number | null;
  readonly sending: readonly SentLine[];
}

/** One line as it is sent: how many packets, and the share of the latest that the peer says it missed (RFC 3550 section 6.4.1). */
interface SentLine {
  readonly ssrc: number | undefined;
  readonly packets: number;
  readonly missed: number | undefined;
}

/** Turns a link's ever-growing counters into rates, from one question to the next. */
export class LinkMeter {
  #before: Counters | undefined;

  /** `flows`: whether audio is meant to go over it now. */
  async measure(peer: ParticipantId, link: KeptLink, flows: boolean): Promise<MeasuredLink> {
    const stats = await link.stats();
    const now = stats ? read(stats) : undefined;
    const report = { peer, kind: link.plan.kind, flows, state: link.state, ...rates(this.#before, now) };
    this.#before = now;
    return report;
  }
}

function rates(
  before: Counters | undefined,
  now: Counters | undefined,
): Omit<MeasuredLink, 'peer' | 'kind' | 'flows' | 'state'> {
  const { roundTripMs = null, relayed = false, availableOutgoingBps = null } = now ?? {};
  const still = { roundTripMs, relayed, availableOutgoingBps };
  if (!before || !now || now.at <= before.at)
    return { sentBps: 0, receivedBps: 0, loss: 0, remoteLoss: null, ...still };
  const perSecond = (bytes: number) => Math.max(0, (bytes * 8_000) / (now.at - before.at));
  const lost = Math.max(0, now.lost - before.lost);
  const arrived = Math.max(0, now.received - before.received);
  return {
    sentBps: perSecond(now.bytesSent - before.bytesSent),
    receivedBps: perSecond(now.bytesReceived - before.bytesReceived),
    loss: lost + arrived === 0 ? 0 : lost / (lost + arrived),
    remoteLoss: remoteLoss(before.sending, now.sending),
    ...still,
  };
}

/** Over all lines of a link, each counting for as much as was sent over it in the meantime. */
function remoteLoss(before: readonly SentLine[], now: readonly SentLine[]): number | null {
  const lines = now.flatMap(({ ssrc, packets, missed }) => {
    const earlier = before.find((line) => line.ssrc === ssrc)?.packets ?? 0;
    return missed === undefined ? [] : [{ sent: Math.max(0, packets - earlier), missed }];
  });
  const sent = sum(lines.map((line) => line.sent));
  return sent === 0 ? null : sum(lines.map((line) => line.sent * line.missed)) / sent;
}

/** `getStats` of TypeScript's DOM library is a map to `any`; these are the fields of it that are read. */
interface Stat {
  readonly type: string;
  readonly kind?: string;
  readonly ssrc?: number;
  readonly packetsSent?: number;
  readonly fractionLost?: number;
  readonly availableOutgoingBitrate?: number;
  readonly bytesSent?: number;
  readonly bytesReceived?: number;
  readonly packetsReceived?: number;
  readonly packetsLost?: number;
  readonly currentRoundTripTime?: number;
  readonly nominated?: boolean;
  readonly state?: string;
  readonly selectedCandidatePairId?: string;
  readonly localCandidateId?: string;
  readonly candidateType?: string;
}

function read(stats: RTCStatsReport): Counters {
  const all = [...stats.values()] as Stat[];
  const audio = (wanted: string) => all.filter(({ type, kind }) => type === wanted && kind === 'audio');
  const [inbound, outbound] = [audio('inbound-rtp'), audio('outbound-rtp')];
  const missed = new Map(audio('remote-inbound-rtp').map(({ ssrc, fractionLost }) => [ssrc, fractionLost]));
  const pair = pairInUse(stats, all);
  const local =
    pair?.localCandidateId === undefined ? undefined : (stats.get(pair.localCandidateId) as Stat | undefined);
  return {
    at: performance.now(),
    bytesSent: sum(outbound.map(({ bytesSent }) => bytesSent)),
    bytesReceived: sum(inbound.map(({ bytesReceived }) => bytesReceived)),
    received: sum(inbound.map(({ packetsReceived }) => packetsReceived)),
    lost: sum(inbound.map(({ packetsLost }) => packetsLost)),
    roundTripMs: pair?.currentRoundTripTime === undefined ? null : pair.currentRoundTripTime * 1_000,
    relayed: local?.candidateType === 'relay',
    availableOutgoingBps: pair?.availableOutgoingBitrate ?? null,
    sending: outbound.map(({ ssrc, packetsSent = 0 }) => ({
      ssrc,
      packets: packetsSent,
      missed: missed.get(ssrc),
    })),
  };
}

/** The pair that the audio goes over. Others may have been nominated before; browsers without transport statistics name only one. */
function pairInUse(stats: RTCStatsReport, all: readonly Stat[]): Stat | undefined {
  const selected = all.find(({ type }) => type === 'transport')?.selectedCandidatePairId;
  if (selected !== undefined) return stats.get(selected) as Stat | undefined;
  return all.find(
    ({ type, nominated, state }) => type === 'candidate-pair' && nominated === true && state === 'succeeded',
  );
}

/** Over the lines of a link. */
function sum(counts: readonly (number | undefined)[]): number {
  return counts.reduce((total: number, count) => total + (count ?? 0), 0);
}
