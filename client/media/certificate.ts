import { canRouteFrames } from './encoded-streams.ts';
import { announcedFingerprint } from './session-description.ts';

/** By what others know this page: made once, and announced on entering, so that the roster can vouch for it. */
export interface PageCertificate {
  /** Of DTLS, shown on every link. */
  readonly certificate: RTCCertificate;
  /** SHA-256, as `AB:CD:…`. */
  readonly fingerprint: string;
  /** With which the page signs what it says; undefined where the browser cannot. */
  readonly voice: VoiceKey | undefined;
}

export interface VoiceKey {
  /** Nobody can read it, this page neither. */
  readonly privateKey: CryptoKey;
  /** The point, uncompressed, base64url. */
  readonly publicKey: string;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** Signing needs the frames, and Web Crypto, which browsers have in secure contexts alone. */
export const canSignVoices = canRouteFrames && window.isSecureContext;

export async function createPageCertificate(): Promise<PageCertificate> {
  const [certificate, voice] = await Promise.all([
    RTCPeerConnection.generateCertificate(ALGORITHM),
    canSignVoices ? createVoiceKey() : undefined,
  ]);
  return { certificate, fingerprint: await fingerprintOf(certificate), voice };
}

async function createVoiceKey(): Promise<VoiceKey> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify']);
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', publicKey));
  const base64 = btoa(String.fromCharCode(...point));
  return {
    privateKey,
    publicKey: base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''),
  };
}

async function fingerprintOf(certificate: RTCCertificate): Promise<string> {
  // Firefox has no getFingerprints(): there, a description that is never sent tells it.
  const fingerprints = 'getFingerprints' in certificate ? certificate.getFingerprints() : [];
  const sha256 = fingerprints.find(({ algorithm }) => algorithm === 'sha-256')?.value;
  return sha256?.toUpperCase() ?? fingerprintFromOffer(certificate);
}

async function fingerprintFromOffer(certificate: RTCCertificate): Promise<string> {
  const connection = new RTCPeerConnection({ certificates: [certificate], iceServers: [] });
  try {
    connection.createDataChannel('');
    const fingerprint = announcedFingerprint((await connection.createOffer()).sdp ?? '');
    if (fingerprint === undefined)
      throw new Error('This browser does not tell the fingerprint of its own certificate.');
    return fingerprint;
  } finally {
    connection.close();
  }
}
