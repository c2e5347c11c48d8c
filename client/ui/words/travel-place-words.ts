import { msg, str } from '@lit/localize';
import type { AudioPlace } from '../../../shared/protocol/messages.ts';
import type { Neighbours } from '../travel-neighbours.ts';
import { nameOf, rateWords } from './travel-words.ts';

/** Up to here a number is worth saying exactly. */
const EXACT = 20;

/** A measured number, no more exact than it is: up to 20 as it is, beyond that two digits of it. */
export function honestCount(count: number): { readonly about: boolean; readonly count: number } {
  return count <= EXACT ? { about: false, count } : { about: true, count: Number(count.toPrecision(2)) };
}

function inLanguage(count: number): string {
  return count.toLocaleString(document.documentElement.lang || 'en');
}

/** How far it is from the stage to here. */
export function distanceWords(depth: number): string {
  const between = depth - 1;
  switch (depth) {
    case 0:
      return msg('You are on stage.');
    case 1:
      return msg('You hear the stage directly.');
    case 2:
      return msg('Between the stage and you, 1 person passes the room on.');
    default:
      return msg(str`Between the stage and you, ${between} people pass the room on, one to the next.`);
  }
}

export function waitingForPlaceWords(): string {
  return msg('The room is full for the moment. You will hear it as soon as there is a place.');
}

/** What one does for the others; undefined where that is nothing. */
export function carryWords({ children }: Neighbours, reach: number): string | undefined {
  if (children.length === 0) return undefined;
  const rate = rateWords(children.reduce((sum, { report }) => sum + report.sentBps, 0));
  const count = children.length;
  const carried =
    count === 1
      ? msg(str`You carry the room to 1 other (${rate}).`)
      : msg(str`You carry the room to ${count} others (${rate}).`);
  if (reach <= count) return carried;
  const people = inLanguage(reach);
  return `${carried} ${msg(str`Over you, ${people} people hear the room.`)}`;
}

/** How many more the room can hold, by what its pages have measured. */
export function roomSizeWords({ placesLeft }: AudioPlace): string {
  if (placesLeft <= 0) return msg('The room is full for now: whoever comes waits for a place.');
  if (placesLeft === 1) return msg('This room can hold 1 more now.');
  const { about, count } = honestCount(placesLeft);
  const shown = inLanguage(count);
  return about
    ? msg(str`This room can hold about ${shown} more now.`)
    : msg(str`This room can hold ${shown} more now.`);
}

/** The drawing in a sentence or two, for those who hear it read. */
export function drawingWords(neighbours: Neighbours, onStage: boolean): string {
  const { parent, standby, stage, children, direct } = neighbours;
  const [above] = parent;
  const sentences = [
    onStage ? onStageWords(stage.length) : fromWords(above && nameOf(above), stage.length),
    standby.length > 0 && msg('Somebody is ready to step in.'),
    children.length + direct.length > 0 && passingWords(children.length + direct.length),
  ];
  return sentences.filter(Boolean).join(' ');
}

function onStageWords(others: number): string {
  if (others === 0) return msg('You are on stage.');
  return others === 1
    ? msg('You are on stage with 1 other.')
    : msg(str`You are on stage with ${others} others.`);
}

function fromWords(parent: string | undefined, speakers: number): string {
  if (parent !== undefined) return msg(str`You hear the room over: ${parent}.`);
  if (speakers > 0) return msg('You are linked to everyone on stage.');
  return msg('You hear nobody yet.');
}

function passingWords(count: number): string {
  return count === 1
    ? msg('Audio goes on from you to 1 other.')
    : msg(str`Audio goes on from you to ${count} others.`);
}
