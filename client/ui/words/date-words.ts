const DAY_MS = 86_400_000;
/** Further back, a date says more than a number of days. */
const DAYS_COUNTED = 6;

/** A day: “today”, “yesterday”, “3 days ago”, and “3 May 2026” beyond a week. Both times in ms since 1970, in this browser's time zone. */
export function dayWords(at: number, now: number, language = documentLanguage()): string {
  const days = Math.round((midnightBefore(now) - midnightBefore(at)) / DAY_MS);
  // A clock that runs a little late must not speak of tomorrow.
  if (days <= DAYS_COUNTED)
    return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-Math.max(0, days), 'day');
  return new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(at);
}

/** “May 2026”. */
export function monthWords(at: number, language = documentLanguage()): string {
  return new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric' }).format(at);
}

/** What is left of a time, in ms, as a clock counts it down: “9:05”; never less than “0:00”. */
export function countdownWords(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function midnightBefore(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

function documentLanguage(): string {
  return document.documentElement.lang || 'en';
}
