import { msg, str } from '@lit/localize';
import type { LinkReport } from '../../media/link-report.ts';

/** How a link is doing, in plain words: what matters to the ear comes first. */
export function linkWords({ state, loss, roundTripMs }: LinkReport): string {
  if (state === 'connecting') return msg('connecting…');
  if (state === 'mending') return msg('interrupted, being mended');
  if (loss > 0.1) return msg('breaking up: a lot gets lost');
  if (loss > 0.03) return msg('a little gets lost');
  if (roundTripMs === null) return msg('fine');
  if (roundTripMs > 500) return msg('long delay');
  return roundTripMs > 250 ? msg('some delay') : msg('fine');
}

export function wayWords(relayed: boolean): string {
  return relayed ? msg('over a relay') : msg('straight');
}

/** “32 kbit/s” or “1.4 Mbit/s”. */
export function rateWords(bitsPerSecond: number): string {
  const language = document.documentElement.lang || 'en';
  const kilobits = bitsPerSecond / 1000;
  if (kilobits < 1000) return msg(str`${Math.round(kilobits).toLocaleString(language)} kbit/s`);
  const megabits = (kilobits / 1000).toLocaleString(language, { maximumFractionDigits: 1 });
  return msg(str`${megabits} Mbit/s`);
}

/** “40 ms · 1 % lost”, as far as it was measured. */
export function measuredWords({ roundTripMs, loss }: LinkReport): string {
  const lost = Math.round(loss * 100);
  return [
    roundTripMs !== null && msg(str`${Math.round(roundTripMs)} ms there and back`),
    lost > 0 && msg(str`${lost} % lost`),
  ]
    .filter(Boolean)
    .join(' · ');
}
