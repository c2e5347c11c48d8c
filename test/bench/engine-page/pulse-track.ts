import { audioContext } from './ear.ts';

const PULSE_MS = 100;
const TONE_HZ = 440;

/** A track of short tones with silence between them, and when each begins (milliseconds of the AudioContext). */
export interface PulseTrack {
  readonly track: MediaStreamTrack;
  readonly pulsesMs: readonly number[];
}

export async function pulseTrack(count: number, everyMs: number, firstInMs: number): Promise<PulseTrack> {
  const audio = await audioContext();
  const destination = audio.createMediaStreamDestination();
  const gain = new GainNode(audio, { gain: 0 });
  const tone = new OscillatorNode(audio, { frequency: TONE_HZ });
  tone.connect(gain).connect(destination);
  tone.start();
  const first = audio.currentTime * 1000 + firstInMs;
  const pulsesMs = Array.from({ length: count }, (_, index) => first + index * everyMs);
  for (const at of pulsesMs) {
    gain.gain.setValueAtTime(0.8, at / 1000);
    gain.gain.setValueAtTime(0, (at + PULSE_MS) / 1000);
  }
  const [track] = destination.stream.getAudioTracks();
  if (!track) throw new Error('no track');
  return { track, pulsesMs };
}
