/** What the tap in the page tells about one audio element, from the newest frames back. */
export interface TappedElement {
  id: number;
  /** RMS level per frame as played: after volume, muting, pausing and disabled tracks. */
  levels: number[];
  paused: boolean;
  muted: boolean;
  volume: number;
  /** Asked to play, but kept paused: the browser's autoplay policy, normally. */
  blocked: boolean;
}

export interface Tapped {
  /** Frames since listening began; the arrays end with the newest. */
  frames: number;
  mix: number[];
  elements: TappedElement[];
  /** For how many frames, up to now, elements have played that could not be measured: no sound device to time it by. */
  deafFrames: number;
}

export interface HearingTap {
  /** Begins to listen; again is harmless. */
  start(): void;
  /** Everything from this frame on. */
  read(fromFrame: number): Tapped;
  stop(): void;
}

/**
 * Runs in the page, before its own scripts. Follows every media element that is given a stream, in the document or
 * not, and measures what it plays, 50 levels a second. It uses AnalyserNodes read on a timer, as a worklet's module
 * would be stopped by a strict Content-Security-Policy. It does nothing until `start`, and never touches playback.
 */
export function installHearingTap(): void {
  interface Line {
    id: number;
    gain: GainNode;
    analyser: AnalyserNode;
    sources: Map<MediaStreamTrack, MediaStreamAudioSourceNode>;
    levels: number[];
    update: () => void;
    /** Whether it could sound when it was last looked at. */
    sounded: boolean;
  }
  const frameMs = 20;
  const elements = new Set<HTMLMediaElement>();
  const wantsToPlay = new WeakSet<HTMLMediaElement>();
  const lines = new Map<HTMLMediaElement, Line>();
  let context: AudioContext | undefined;
  let mix: AnalyserNode | undefined;
  let mixLevels: number[] = [];
  let startedAt = 0;
  /** The context's time, s, and how many frames there were, when it began to run. */
  let running: { time: number; frames: number } | undefined;
  let deafFrames = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  let nextId = 1;
  const buffer = new Float32Array(32_768);

  const media = HTMLMediaElement.prototype;
  const { play, pause } = media;
  const srcObject = Object.getOwnPropertyDescriptor(media, 'srcObject');
  media.play = function (this: HTMLMediaElement) {
    wantsToPlay.add(this);
    elements.add(this);
    return play.call(this);
  };
  media.pause = function (this: HTMLMediaElement) {
    wantsToPlay.delete(this);
    pause.call(this);
  };
  Object.defineProperty(media, 'srcObject', {
    ...srcObject,
    set(this: HTMLMediaElement, stream: MediaProvider | null) {
      elements.add(this);
      srcObject?.set?.call(this, stream);
    },
  });

  const tracksOf = (element: HTMLMediaElement): MediaStreamTrack[] =>
    element.srcObject instanceof MediaStream ? element.srcObject.getAudioTracks() : [];
  const audible = (element: HTMLMediaElement): boolean =>
    !element.paused &&
    !element.muted &&
    element.volume > 0 &&
    tracksOf(element).some((track) => track.enabled);

  /** Most elements are never used: measuring them would take more of the processor than the page itself. */
  const isUsed = (element: HTMLMediaElement): boolean =>
    tracksOf(element).length > 0 && (!element.paused || wantsToPlay.has(element) || element.autoplay);

  const analyserIn = (audio: AudioContext): AnalyserNode =>
    new AnalyserNode(audio, { fftSize: buffer.length });

  const openLine = (audio: AudioContext, element: HTMLMediaElement, output: AnalyserNode): Line => {
    const gain = new GainNode(audio, { gain: 0 });
    const analyser = analyserIn(audio);
    gain.connect(analyser);
    gain.connect(output);
    const update = (): void => {
      gain.gain.value = audible(element) ? element.volume : 0;
    };
    // Between two ticks, so that a level never outlives the moment of muting.
    for (const event of ['volumechange', 'pause', 'play', 'playing', 'emptied'])
      element.addEventListener(event, update);
    const line: Line = {
      id: nextId++,
      gain,
      analyser,
      sources: new Map(),
      levels: mixLevels.map(() => 0),
      update,
      sounded: true,
    };
    lines.set(element, line);
    return line;
  };

  /** Makes the tap's sources those tracks that the element plays now. */
  const follow = (audio: AudioContext, element: HTMLMediaElement, line: Line): void => {
    const tracks = tracksOf(element).filter((track) => track.readyState === 'live');
    for (const [track, source] of line.sources) {
      if (tracks.includes(track)) continue;
      source.disconnect();
      line.sources.delete(track);
    }
    for (const track of tracks) {
      if (line.sources.has(track)) continue;
      // One source a track: a source made of a whole stream takes only its first.
      const source = audio.createMediaStreamSource(new MediaStream([track]));
      source.connect(line.gain);
      line.sources.set(track, source);
    }
    line.update();
  };

  /** Appends the levels of the frames that ended since the last time, taken from the analyser's samples but the newest `rest` ms; silence without. */
  const append = (
    levels: number[],
    analyser: AnalyserNode | undefined,
    fresh: number,
    rest: number,
  ): void => {
    if (fresh > 0) analyser?.getFloatTimeDomainData(buffer);
    const samples = (ms: number): number => Math.round(((analyser?.context.sampleRate ?? 0) * ms) / 1000);
    const length = samples(frameMs);
    for (let frame = fresh; frame > 0; frame--) {
      const start = buffer.length - samples(rest) - frame * length;
      if (!analyser) levels.push(0);
      else if (start < 0) levels.push(levels.at(-1) ?? 0);
      else {
        let energy = 0;
        for (let i = start; i < start + length; i++) energy += (buffer[i] ?? 0) ** 2;
        levels.push(Math.sqrt(energy / length));
      }
    }
  };

  const tick = (): void => {
    if (!context || !mix) return;
    // Before the first click a context may not run; then normally no element may sound either.
    if (context.state === 'suspended') void context.resume();
    for (const element of elements) {
      if (!isUsed(element) && !lines.has(element)) continue;
      follow(context, element, lines.get(element) ?? openLine(context, element, mix));
    }
    // By the context's own time, as it renders in pieces that are longer than a frame, and late where the processor is busy.
    if (context.state !== 'running') running = undefined;
    else running ??= { time: context.currentTime, frames: mixLevels.length };
    const ms = running
      ? running.frames * frameMs + (context.currentTime - running.time) * 1000
      : performance.now() - startedAt;
    const due = Math.max(mixLevels.length, Math.floor(ms / frameMs));
    const [fresh, rest] = [due - mixLevels.length, Math.max(0, ms - due * frameMs)];
    deafFrames = running || ![...elements].some(audible) ? 0 : deafFrames + fresh;
    for (const [element, line] of lines) {
      const sounds = audible(element);
      append(line.levels, running && (sounds || line.sounded) ? line.analyser : undefined, fresh, rest);
      line.sounded = sounds;
    }
    append(mixLevels, running && mix, fresh, rest);
  };

  const tap: HearingTap = {
    start() {
      if (context) return;
      for (const element of document.querySelectorAll<HTMLMediaElement>('audio, video'))
        elements.add(element);
      context = new AudioContext();
      mix = analyserIn(context);
      startedAt = performance.now();
      timer = setInterval(tick, 2 * frameMs);
      tick();
    },
    read(fromFrame) {
      tick();
      const told = [...lines].map(([element, line]) => ({
        id: line.id,
        levels: line.levels.slice(fromFrame),
        paused: element.paused,
        muted: element.muted,
        volume: element.volume,
        blocked: element.paused && isUsed(element),
      }));
      return { frames: mixLevels.length, mix: mixLevels.slice(fromFrame), elements: told, deafFrames };
    },
    stop() {
      clearInterval(timer);
      lines.clear();
      mixLevels = [];
      running = undefined;
      void context?.close();
      context = undefined;
    },
  };
  Object.defineProperty(globalThis, 'parleyHearing', { value: tap });
}

/** Source for `context.addInitScript({ content })`; in a page that has it already it does nothing. */
export const hearingScript = `((__name) => { if (!globalThis.parleyHearing) (${installHearingTap.toString()})(); })((named) => named);`;
