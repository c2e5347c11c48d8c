type Read = (timeMs: number) => void;

const readers = new Set<Read>();
let frame = 0;

/** Calls back in each animation frame, in one loop for the whole page; returns the way to stop. */
export function eachFrame(read: Read): () => void {
  readers.add(read);
  frame ||= requestAnimationFrame(run);
  return () => readers.delete(read);
}

function run(timeMs: number): void {
  for (const read of readers) read(timeMs);
  frame = readers.size > 0 ? requestAnimationFrame(run) : 0;
}
