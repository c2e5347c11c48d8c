import { announcedFingerprint } from './session-description.ts';

/** This page's DTLS certificate, made once and shown on every link, so that the roster can vouch for it. */
export interface PageCertificate {
  readonly certificate: RTCCertificate;
  /** SHA-256, as `AB:CD:…`. */
  readonly fingerprint: string;
}

export async function createPageCertificate(): Promise<PageCertificate> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const certificate = await RTCPeerConnection.generateCertificate(algorithm);
  return { certificate, fingerprint: await fingerprintOf(certificate) };
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
