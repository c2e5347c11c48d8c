import type { RoomAudio } from '../media/room-audio.ts';
import type { OwnVoice } from './own-voice.ts';
import type { Inside } from './room-state.ts';
import type { Surroundings } from './room-store.ts';

interface Looked {
  readonly inside: Inside | undefined;
  /** Whether the server is there. */
  readonly connected: boolean;
  readonly voice: OwnVoice;
  readonly audio: RoomAudio | undefined;
}

/** What of a room's state is not the server's to say, as it is now. */
export function surroundings({ inside, connected, voice, audio }: Looked): Surroundings {
  return {
    connection: connected ? 'online' : 'reconnecting',
    offline: !navigator.onLine,
    microphone: voice.microphone.state,
    muted: voice.muted,
    playback: audio?.blocked ? 'blocked' : 'playing',
    troubled: audio?.troubled ?? [],
    waiting: isSomebodyThere(inside) && audio?.placed === false,
  };
}

function isSomebodyThere(inside: Inside | undefined): boolean {
  return inside?.stage.people.some(({ id }) => id !== inside.you) ?? false;
}

/** Whether a state says this already. */
export function isSame<Fields extends object>(whole: Fields, part: Partial<Fields>): boolean {
  return (Object.keys(part) as (keyof Fields)[]).every(
    (key) => JSON.stringify(whole[key]) === JSON.stringify(part[key]),
  );
}
