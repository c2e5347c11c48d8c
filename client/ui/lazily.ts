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
 * Fetches a part of the page that most visits do without, its words first. Resolves to whether it is there; if not, the
 * window is told by a `part-missing` event.
 */
export async function lazily(load: () => Promise<unknown>): Promise<boolean> {
  try {
    await loadFurtherWords();
    await load();
    return true;
  } catch {
    dispatchEvent(new PartMissingEvent((await serverAnswers()) ? 'outdated' : 'unreachable'));
    return false;
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
