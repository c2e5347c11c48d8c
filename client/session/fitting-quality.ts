/** From hardly any loss to the last that is still somebody's face. */
const qualities = [0.92, 0.85, 0.75, 0.6, 0.45, 0.3, 0.15, 0.05] as const;

/**
 * Encodes with the best quality (1 best, 0 worst) whose result is no larger than the limit, in bytes. Null if none is, or
 * as soon as the encoder gives nothing.
 */
export async function encodeToFit<Encoded extends { readonly size: number }>(
  encode: (quality: number) => Promise<Encoded | null>,
  limit: number,
): Promise<Encoded | null> {
  for (const quality of qualities) {
    // One after the other: mostly the first one fits.
    const encoded = await encode(quality);
    if (!encoded || encoded.size <= limit) return encoded;
  }
  return null;
}
