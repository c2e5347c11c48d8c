/** How much sound an Opus packet holds, ms: its first byte says so, and the second where it holds any number of frames (RFC 6716 section 3.1). */
export function opusMs(packet: Uint8Array): number {
  const [first = 0, second = 0] = packet;
  const frames = [1, 2, 2, second & 0x3f][first & 3] ?? 1;
  return frames * frameMs(first >> 3);
}

function frameMs(configuration: number): number {
  const sizes = configuration < 12 ? [10, 20, 40, 60] : configuration < 16 ? [10, 20] : [2.5, 5, 10, 20];
  return sizes[configuration % sizes.length] ?? 20;
}
