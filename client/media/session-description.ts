/** The few things Parley reads from and writes into SDP (RFC 8866, RFC 7587 for Opus, RFC 8122 for fingerprints). */

const OPUS_PARAMETERS = {
  // Errors are mended from the next packet; silence costs two or three packets a second.
  useinbandfec: '1',
  usedtx: '1',
  stereo: '0',
};
/** Speech needs no more bits than this. */
const ENOUGH_KBPS = 32;

/** Says, in a description of one's own, how one wants to be sent audio: these Opus parameters, and lost packets once more on request. */
export function withAudioWishes(sdp: string, kbps = ENOUGH_KBPS): string {
  return withOpusParameters(withRetransmission(withoutEstimate(sdp)), kbps);
}

/**
 * Without transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01). With it, Chromium takes random loss for congestion and
 * lets a lone voice have 54 kbit/s, retransmissions included: at 30 % loss most packets are then never sent again.
 */
function withoutEstimate(sdp: string): string {
  return sdp.replace(/^a=(?:rtcp-fb:\S+ transport-cc|extmap:\S+ \S+transport-wide-cc\S*)\r?\n/gm, '');
}

function withOpusParameters(sdp: string, kbps: number): string {
  const payload = /^a=rtpmap:(\d+) opus\/48000/im.exec(sdp)?.[1];
  if (payload === undefined) return sdp;
  return sdp.replace(
    new RegExp(`^(a=fmtp:${payload} )(.*?)(\r?)$`, 'gm'),
    (_line, head: string, old: string, end: string) => {
      const parameters = new Map(old.split(';').map((pair) => pair.split('=', 2) as [string, string]));
      for (const [name, value] of Object.entries(OPUS_PARAMETERS)) parameters.set(name, value);
      parameters.set('maxaveragebitrate', String(kbps * 1_000));
      return head + [...parameters].map(([name, value]) => `${name}=${value}`).join(';') + end;
    },
  );
}

/** Browsers negotiate retransmission (RFC 4585) for video only. It costs nothing until something is lost, and then mends what RED has not. */
function withRetransmission(sdp: string): string {
  return sdp.replace(
    /^(a=rtpmap:(\d+) (?:opus|red)\/48000\/2)(\r?)$/gim,
    (_line, map: string, payload: string, end: string) => `${map}${end}\na=rtcp-fb:${payload} nack${end}`,
  );
}

/**
 * What a peer describes, without the numbers of its streams (RFC 5576). Chromium plays streams of other numbers than were said too, and by its
 * source (libwebrtc, `WebRtcVoiceReceiveChannel`) gives the page neither their frames nor their volume. Where none was said it has all in hand.
 */
export function withoutStreamNumbers(sdp: string): string {
  const lines = sdp.split(/\r\n|\r|\n/).filter((line) => !/^\s*a\s*=\s*ssrc/i.test(line));
  return lines.join('\r\n');
}

/** Whether every certificate that a description announces is this one (`AB:CD:…`, SHA-256), and there is one. */
export function announcesOnly(sdp: string, fingerprint: string): boolean {
  // Every line that any browser could take for a fingerprint has to have this very form: parsers differ in what else they let pass.
  const announced = sdp.split(/\r\n|\r|\n/).filter((line) => /^\s*a\s*=\s*fingerprint/i.test(line));
  const expected = `a=fingerprint:sha-256 ${fingerprint}`.toLowerCase();
  return announced.length > 0 && announced.every((line) => line.toLowerCase() === expected);
}

/** The fingerprint in a description of one's own. */
export function announcedFingerprint(sdp: string): string | undefined {
  return /^a=fingerprint:sha-256 (\S+)/im.exec(sdp)?.[1]?.toUpperCase();
}
