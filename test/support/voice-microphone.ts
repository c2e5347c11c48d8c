import { voiceWav, type VoiceName } from './voices.ts';

/**
 * Init script that gives a page's microphone one of the voices, after the browser has granted the real or fake one. For Firefox,
 * whose fake microphone is a steady tone, and for several speakers in one Chromium process, which has only one WAV file.
 * The browser's own noise suppression does not see this voice.
 */
export function microphoneScript(name: VoiceName): string {
  return microphoneOf(voiceWav(name, 3));
}

/** The same with the sound of a WAV file, in a loop. */
export function microphoneOf(file: Buffer): string {
  const wav = file.toString('base64');
  return `((__name) => { (${installVoiceMicrophone.toString()})(${JSON.stringify(wav)}); })((named) => named);`;
}

/** Runs in the page. */
function installVoiceMicrophone(wavBase64: string): void {
  if (!('mediaDevices' in navigator)) return;
  let microphone: Promise<MediaStreamTrack> | undefined;

  const open = async (): Promise<MediaStreamTrack> => {
    const context = new AudioContext();
    const bytes = Uint8Array.from(atob(wavBase64), (character) => character.charCodeAt(0));
    const buffer = await context.decodeAudioData(bytes.buffer);
    const voice = new AudioBufferSourceNode(context, { buffer, loop: true });
    const output = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
    voice.connect(output);
    voice.start();
    void context.resume();
    const [track] = output.stream.getAudioTracks();
    if (!track) throw new Error('The voice has no track');
    return track;
  };

  const granted = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  const withVoice = async (constraints?: MediaStreamConstraints): Promise<MediaStream> => {
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
