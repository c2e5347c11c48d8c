import { loadFurtherWords } from './document-settings.ts';

/** A part of the page cannot be fetched: the server has newer ones (`outdated`), or does not answer. */
export class PartMissingEvent extends Event {
  readonly why: 'outdated' | 'unreachable';

  constructor(why: PartMissingEvent['why']) {
    super('part-missing');
    this.why = why;
  }
}

/**
 * Fetches a part of the page that most visits do without, its words first. Resolves to the part; if it cannot be had, to
 * undefined, and the window is told by a `part-missing` event.
 */
export async function lazily<Part>(load: () => Promise<Part>): Promise<Part | undefined> {
  try {
    await loadFurtherWords();
    return await load();
  } catch {
    dispatchEvent(new PartMissingEvent((await serverAnswers()) ? 'outdated' : 'unreachable'));
    return undefined;
  }
}

function serverAnswers(): Promise<boolean> {
  return fetch('/healthz').then(
    ({ ok }) => ok,
    () => false,
  );
}

declare global {
  interface WindowEventMap {
    'part-missing': PartMissingEvent;
  }
}
