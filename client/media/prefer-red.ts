/** RED (RFC 2198) sends each frame twice: a tenth of the losses is still heard. Browsers without it get plain Opus. */
export function preferRed(transceiver: RTCRtpTransceiver, wanted = true): void {
  const codecs = RTCRtpReceiver.getCapabilities('audio')?.codecs ?? [];
  const red = codecs.filter(({ mimeType }) => mimeType.toLowerCase() === 'audio/red');
  const opus = codecs.filter(({ mimeType }) => mimeType.toLowerCase() === 'audio/opus');
  if (opus.length > 0) transceiver.setCodecPreferences(wanted ? [...red, ...opus] : opus);
}
