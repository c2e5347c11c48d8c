import { preferences } from './preferences.ts';

/** What can be heard to happen. */
export type Earcon = 'arrive' | 'hand' | 'asked' | 'muted' | 'gone';

/** Two soft notes each, in Hz: rising ones are good news. */
const notes: Record<Earcon, readonly [number, number]> = {
  arrive: [440, 554],
  hand: [659, 880],
  asked: [523, 784],
  muted: [440, 330],
  gone: [392, 294],
};

const PEAK = 0.05;
const NOTE_S = 0.22;
let context: AudioContext | undefined;

/** Plays a soft sign, unless the person has turned them off. Before the first click the browser keeps it silent. */
export function playEarcon(earcon: Earcon): void {
  if (!preferences().earcons) return;
  context ??= new AudioContext();
  if (context.state === 'suspended') void context.resume().catch(() => undefined);
  const [first, second] = notes[earcon];
  playNote(context, first, context.currentTime);
  playNote(context, second, context.currentTime + 0.11);
}

function playNote(audio: AudioContext, frequency: number, at: number): void {
  const tone = new OscillatorNode(audio, { type: 'sine', frequency });
  const volume = new GainNode(audio, { gain: 0 });
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(PEAK, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0005, at + NOTE_S);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + NOTE_S);
}
