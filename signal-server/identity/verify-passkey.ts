import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { StoredPasskey } from '../store/sign-in-store.ts';
import type { PasskeySite } from './passkey-site.ts';
import { webauthn, webauthnHelpers } from './webauthn.ts';

/** EdDSA, ES256 and RS256 (COSE), of which every authenticator can do one. */
export const ALGORITHMS = [-8, -7, -257];

/** Whether this challenge is one to be answered now; asked once. */
type IsOpen = (challenge: string) => boolean;

/** A passkey that was just made, if it was for this site and this challenge. */
export async function verifyMade(
  site: PasskeySite,
  response: RegistrationResponseJSON,
  isOpen: IsOpen,
): Promise<Pick<StoredPasskey, 'id' | 'publicKey' | 'counter' | 'transports'> | undefined> {
  const { verifyRegistrationResponse } = await webauthn();
  try {
    if (await hasCertificates(response)) return undefined;
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge: isOpen,
      expectedOrigin: [...site.origins],
      expectedRPID: site.rpId,
      requireUserVerification: false,
      supportedAlgorithmIDs: ALGORITHMS,
    });
    if (!verified) return undefined;
    const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
    return { id, publicKey, counter, transports };
  } catch {
    // The library throws for everything that is not as it must be.
    return undefined;
  }
}

/** The passkey's new counter, if this proves that somebody has it, for this site and this challenge. */
export async function verifyShown(
  site: PasskeySite,
  { id, personId, publicKey, counter }: StoredPasskey,
  response: AuthenticationResponseJSON,
  isOpen: IsOpen,
): Promise<number | undefined> {
  const { userHandle } = response.response;
  const isOfAnother = userHandle !== undefined && userHandle !== Buffer.from(personId).toString('base64url');
  if (isOfAnother) return undefined;
  const { verifyAuthenticationResponse } = await webauthn();
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: isOpen,
      expectedOrigin: [...site.origins],
      expectedRPID: site.rpId,
      requireUserVerification: false,
      credential: { id, publicKey: new Uint8Array(publicKey), counter },
    });
    return verified ? authenticationInfo.newCounter : undefined;
  } catch {
    // The same here; also for a counter that does not count on: then there are two of the authenticator.
    return undefined;
  }
}

/**
 * Certificates of the authenticator's maker, for which nobody has asked. To check them the library would fetch lists from the
 * addresses they name, and Parley contacts no third party.
 */
async function hasCertificates({ response }: RegistrationResponseJSON): Promise<boolean> {
  const { decodeAttestationObject, isoBase64URL } = await webauthnHelpers();
  const attestation = decodeAttestationObject(isoBase64URL.toBuffer(response.attestationObject));
  const format = attestation.get('fmt');
  // What an authenticator signs with the new key itself is “packed” too.
  return !(format === 'none' || (format === 'packed' && attestation.get('attStmt').get('x5c') === undefined));
}
