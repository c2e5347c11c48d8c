import { msg, str } from '@lit/localize';

/** Counted things. English and German both have one form for 1 and one for the rest. */
export function hereWords(count: number): string {
  return msg(str`${shown(count)} here`);
}

export function listeningWords(count: number): string {
  return count === 1 ? msg('1 listening') : msg(str`${shown(count)} listening`);
}

export function moreHandsWords(count: number): string {
  return count === 1 ? msg('1 more hand') : msg(str`${shown(count)} more hands`);
}

/** “waiting 40 s”, “waiting 3 min”. */
export function waitingWords(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 90) return msg(str`waiting ${seconds} s`);
  return msg(str`waiting ${Math.round(seconds / 60)} min`);
}

/** A listener's place in the queue of hands, from 1 on; undefined beyond those that everybody is told of. */
export function placeInLineWords(place: number | undefined): string {
  switch (place) {
    case undefined:
      return msg('Your hand is up. Others are before you.');
    case 1:
      return msg('Your hand is up. You are first in line.');
    case 2:
      return msg('Your hand is up. You are second in line.');
    case 3:
      return msg('Your hand is up. You are third in line.');
    default:
      return msg(str`Your hand is up. You are number ${place} in line.`);
  }
}

function shown(count: number): string {
  return count.toLocaleString(document.documentElement.lang || 'en');
}
