/** Time as the server needs it: server milliseconds since 1970, and something to happen later. Tests bring a clock of their own. */
export interface Clock {
  now(): number;
  /** Calls back once, after that many milliseconds; returns the way to call it off. */
  after(ms: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    // A room that waits for somebody must not keep a server alive that is shutting down.
    timer.unref();
    return () => clearTimeout(timer);
  },
};
