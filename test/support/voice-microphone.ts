import { voiceSampleRate } from './voice-synthesis.ts';
import { voiceSamples, voiceWav, wavOf, type VoiceName } from './voices.ts';

/** A full rate is not needed, and makes scripts large. */
const EVERY = 3;

/**
 * Init script that gives a page's microphone one of the voices, after the browser has granted the real or fake one. For Firefox,
 * whose fake microphone is a steady tone, and for several speakers in one Chromium process, which has only one WAV file.
 * The browser's own noise suppression does not see this voice.
 */
export function microphoneScript(name: VoiceName): string {
  return microphoneOf(voiceWav(name, EVERY));
}

/** Whose turn it is to talk: the first of two talks while it is 0, by the clock that all pages of one computer share. */
export interface Turn {
  readonly turn: number;
  readonly of: number;
  readonly seconds: number;
}

/**
 * The beginning of a voice, again and again, and silence while it is another's turn. No real microphone is opened beneath it: what a browser does to
 * its sound takes more of the processor than a listener.
 */
export function microphoneInTurns(name: VoiceName, { turn, of, seconds }: Turn): string {
  const length = seconds * voiceSampleRate;
  const samples = new Float32Array(of * length);
  samples.set(voiceSamples(name).subarray(0, length), turn * length);
  return microphoneOf(wavOf(samples, EVERY), false);
}

/** The same with the sound of a WAV file, in a loop that is in step in all pages. */
export function microphoneOf(file: Buffer, opensReal = true): string {
  const wav = file.toString('base64');
  return `((__name) => { (${installVoiceMicrophone.toString()})(${JSON.stringify(wav)}, ${opensReal}); })((named) => named);`;
}

/** Runs in the page. */
function installVoiceMicrophone(wavBase64: string, opensReal: boolean): void {
  if (!('mediaDevices' in navigator)) return;
  let microphone: Promise<MediaStreamTrack> | undefined;

  const open = async (): Promise<MediaStreamTrack> => {
    const context = new AudioContext();
    const bytes = Uint8Array.from(atob(wavBase64), (character) => character.charCodeAt(0));
    const buffer = await context.decodeAudioData(bytes.buffer);
    const voice = new AudioBufferSourceNode(context, { buffer, loop: true });
    const output = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
    voice.connect(output);
    // It may begin only after the person has touched the page; the loop has then been going on since 1970.
    void context.resume().then(() => voice.start(0, (Date.now() / 1_000) % buffer.duration));
    const [track] = output.stream.getAudioTracks();
    if (!track) throw new Error('The voice has no track');
    return track;
  };

  const granted = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  const withVoice = async (constraints?: MediaStreamConstraints): Promise<MediaStream> => {
    if (!opensReal) return new MediaStream([(await (microphone ??= open())).clone()]);
    const stream = await granted(constraints);
    const [real] = stream.getAudioTracks();
    if (!real) return stream;
    const voice = (await (microphone ??= open())).clone();
    const stop = voice.stop.bind(voice);
    // The real track stays open under it, so that the browser shows and frees the microphone as usual.
    voice.stop = () => {
      real.stop();
      stop();
    };
    return new MediaStream([voice, ...stream.getVideoTracks()]);
  };
  Object.defineProperty(navigator.mediaDevices, 'getUserMedia', { value: withVoice, configurable: true });
}
