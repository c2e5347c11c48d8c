/** Why this browser cannot take part in a room, or only by listening; null if it can do everything. */
export function inability(): 'no-webrtc' | 'no-microphone-without-https' | null {
  if (typeof RTCPeerConnection === 'undefined') return 'no-webrtc';
  // Browsers hide the microphone from pages that came over plain HTTP, but for localhost.
  return isSecureContext ? null : 'no-microphone-without-https';
}
