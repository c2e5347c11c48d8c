/** What a person has chosen for this browser. Microphone and loudspeaker are kept by the session. */
export interface Preferences {
  readonly theme: 'system' | 'day' | 'night';
  readonly language: 'en' | 'de';
  readonly earcons: boolean;
  /** The name last used as a guest. */
  readonly guestName: string;
}

const KEY = 'parley.preferences';
const watchers = new Set<() => void>();
let current = { ...defaults(), ...stored() };

export function preferences(): Preferences {
  return current;
}

/** Changes some of them, at once and for next time. */
export function prefer(changes: Partial<Preferences>): void {
  current = { ...current, ...changes };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // Private windows may forbid storage: the choice lasts for this visit then.
  }
  for (const changed of watchers) changed();
}

/** Calls back after every change; returns the way to stop. */
export function watchPreferences(changed: () => void): () => void {
  watchers.add(changed);
  return () => watchers.delete(changed);
}

function defaults(): Preferences {
  const german = navigator.languages.find((tag) => /^(de|en)\b/.test(tag))?.startsWith('de');
  return { theme: 'system', language: german ? 'de' : 'en', earcons: true, guestName: '' };
}

function stored(): Partial<Preferences> {
  try {
    return readPreferences(JSON.parse(localStorage.getItem(KEY) ?? '{}'));
  } catch {
    return {};
  }
}

function readPreferences(kept: unknown): Partial<Preferences> {
  if (typeof kept !== 'object' || kept === null) return {};
  const { theme, language, earcons, guestName } = kept as Record<string, unknown>;
  return {
    ...((theme === 'system' || theme === 'day' || theme === 'night') && { theme }),
    ...((language === 'en' || language === 'de') && { language }),
    ...(typeof earcons === 'boolean' && { earcons }),
    ...(typeof guestName === 'string' && { guestName }),
  };
}
