/** Keeps a phone's room alive: the screen stays on (Screen Wake Lock) and the system knows that a call goes on (Media Session). */
export class StayAwake {
  readonly #controls: { readonly toggleMicrophone: () => void; readonly hangUp: () => void };
  #lock: WakeLockSentinel | undefined;
  #active = false;

  constructor(controls: { toggleMicrophone: () => void; hangUp: () => void }) {
    this.#controls = controls;
  }

  /** `microphone`: whether one is heard just now; undefined in the audience. */
  update(title: string, microphone: boolean | undefined): void {
    if (!this.#active) this.#begin();
    if (!('mediaSession' in navigator)) return;
    const { mediaSession } = navigator;
    if (mediaSession.metadata?.title !== title)
      mediaSession.metadata = new MediaMetadata({ title, artist: 'Parley' });
    mediaSession.playbackState = 'playing';
    // Not in every browser yet, and it rejects without an open microphone: both leave nothing worse than no button.
    void mediaSession.setMicrophoneActive?.(microphone === true)?.catch(() => {});
  }

  end(): void {
    if (!this.#active) return;
    this.#active = false;
    document.removeEventListener('visibilitychange', this.#visible);
    void this.#lock?.release().catch(() => {});
    this.#lock = undefined;
    if (!('mediaSession' in navigator)) return;
    navigator.mediaSession.metadata = null;
    navigator.mediaSession.playbackState = 'none';
    this.#handle('togglemicrophone', null);
    this.#handle('hangup', null);
  }

  #begin(): void {
    this.#active = true;
    document.addEventListener('visibilitychange', this.#visible);
    this.#visible();
    this.#handle('togglemicrophone', () => this.#controls.toggleMicrophone());
    this.#handle('hangup', () => this.#controls.hangUp());
    // The system's pause button must not silence the room behind the page's back.
    this.#handle('pause', () => {});
  }

  readonly #visible = (): void => {
    // The lock is lost whenever the page is hidden.
    if (document.visibilityState === 'visible') void this.#acquire();
  };

  async #acquire(): Promise<void> {
    try {
      const lock = await navigator.wakeLock?.request('screen');
      if (this.#active) this.#lock = lock;
      else void lock?.release();
    } catch {
      // Low battery, or no such thing here: the room goes on with a screen that dims.
    }
  }

  #handle(action: string, handler: (() => void) | null): void {
    try {
      navigator.mediaSession?.setActionHandler(action as MediaSessionAction, handler);
    } catch {
      // A browser refuses actions that it does not know.
    }
  }
}
