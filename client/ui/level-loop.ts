type Read = (timeMs: number) => void;

/** A ring at fifteen steps a second looks alive, and costs a quarter of what it does in every frame. */
const STEP_MS = 60;
const readers = new Set<Read>();
let frame = 0;
let steppedAt = 0;

/** Calls back some fifteen times a second while the page is seen, in one loop for all; returns the way to stop. */
export function eachStep(read: Read): () => void {
  readers.add(read);
  frame ||= requestAnimationFrame(run);
  return () => readers.delete(read);
}

function run(timeMs: number): void {
  if (timeMs - steppedAt >= STEP_MS) {
    steppedAt = timeMs;
    for (const read of readers) read(timeMs);
  }
  frame = readers.size > 0 ? requestAnimationFrame(run) : 0;
}
