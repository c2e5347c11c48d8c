/** What one line of audio has received and played so far, by its statistics (W3C webrtc-stats, `inbound-rtp`). */
export interface LineSamples {
  readonly id: string;
  readonly packets: number;
  /** Samples that the browser had to invent, silence not counted, of all that it has played. */
  readonly concealed: number;
  readonly total: number;
}

/**
 * Percent of the samples played between two readings that were concealed and not silence, on the line that carried the most: a link has several
 * lines, and whoever turns to another parent hears on other ones.
 */
export function concealedBetween(before: readonly LineSamples[], after: readonly LineSamples[]): number {
  const spans = after.map(({ id, packets, concealed, total }) => {
    const earlier = before.find((line) => line.id === id);
    return {
      packets: packets - (earlier?.packets ?? 0),
      concealed: concealed - (earlier?.concealed ?? 0),
      total: total - (earlier?.total ?? 0),
    };
  });
  const [busiest] = spans.toSorted((a, b) => b.packets - a.packets);
  return busiest && busiest.total > 0 ? (100 * busiest.concealed) / busiest.total : Number.NaN;
}
