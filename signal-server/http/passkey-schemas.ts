import * as v from 'valibot';

/** What a browser's passkey says, as @simplewebauthn/browser writes it: bytes in base64url, and each no longer than any can be. */

const bytes = (maxLength: number) => v.pipe(v.string(), v.regex(/^[\w-]+$/), v.maxLength(maxLength));

/** At most 1,023 bytes (WebAuthn, 4, “Credential ID”). */
export const passkeyIdSchema = bytes(1_364);

const common = {
  id: passkeyIdSchema,
  rawId: passkeyIdSchema,
  type: v.literal('public-key'),
  authenticatorAttachment: v.exactOptional(v.picklist(['platform', 'cross-platform'])),
  /** Of no interest, and of any shape. */
  clientExtensionResults: v.record(v.string(), v.unknown()),
};

export const madePasskeySchema = v.strictObject({
  ...common,
  response: v.strictObject({
    clientDataJSON: bytes(4_000),
    attestationObject: bytes(32_000),
    transports: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(32))), v.maxLength(8)), []),
    // The same again, which is not read.
    authenticatorData: v.exactOptional(bytes(16_000)),
    publicKey: v.exactOptional(bytes(8_000)),
    publicKeyAlgorithm: v.exactOptional(v.number()),
  }),
});

export const shownPasskeySchema = v.strictObject({
  ...common,
  response: v.strictObject({
    clientDataJSON: bytes(4_000),
    authenticatorData: bytes(16_000),
    signature: bytes(8_000),
    userHandle: v.exactOptional(bytes(88)),
  }),
});
