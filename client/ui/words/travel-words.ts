import { msg, str } from '@lit/localize';
import type { LinkReport } from '../../media/link-report.ts';
import type { Neighbour, TravelGroup } from '../travel-neighbours.ts';

/** What the people of a group are to the one who looks: the beginning of a sentence that their names end. */
export function groupWords(group: TravelGroup, onStage: boolean): string {
  switch (group) {
    case 'parent':
      return msg('You hear the room over');
    case 'standby':
      return msg('Ready to step in');
    case 'stage':
      return onStage ? msg('On stage with you') : msg('You hear directly');
    case 'direct':
      return msg('They hear you directly');
    case 'children':
      return msg('You pass the room on to');
    case 'wards':
      return msg('You are ready to step in for');
    case 'former':
      return msg('Not needed any more');
  }
}

/** Those far down in a large audience are not known by name. */
export function nameOf({ person }: Neighbour): string {
  return person?.name ?? msg('Somebody in the audience');
}

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

/** “32 kbit/s” or “1.4 Mbit/s”, never broken in two. */
export function rateWords(bitsPerSecond: number): string {
  const language = document.documentElement.lang || 'en';
  const kilobits = bitsPerSecond / 1000;
  if (kilobits < 1000) return unbroken(msg(str`${Math.round(kilobits).toLocaleString(language)} kbit/s`));
  const megabits = (kilobits / 1000).toLocaleString(language, { maximumFractionDigits: 1 });
  return unbroken(msg(str`${megabits} Mbit/s`));
}

function unbroken(words: string): string {
  return words.replaceAll(' ', '\u00a0');
}

/** “40 ms · 1 % lost”, as far as it was measured. */
export function measuredWords({ roundTripMs, loss }: LinkReport): string {
  const lost = Math.round(loss * 100);
  return [
    roundTripMs !== null && msg(str`${Math.round(roundTripMs)} ms there and back`),
    lost > 0 && unbroken(msg(str`${lost} % lost`)),
  ]
    .filter(Boolean)
    .join(' · ');
}
