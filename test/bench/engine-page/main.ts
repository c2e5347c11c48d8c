import { record } from './ear.ts';
import { Person, personHere, voiceKeys } from './person.ts';
import { pulseTrack } from './pulse-track.ts';
import './watched-connections.ts';

const lab = {
  Person,
  personHere,
  voiceKeys,
  pulseTrack,
  record: (id: string, forMs: number) => record(personHere(id).playing, forMs),
};
export type Lab = typeof lab;

Object.assign(window, { lab });
