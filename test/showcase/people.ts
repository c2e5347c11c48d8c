import type { ListenerCard, Preview } from '../../shared/protocol/messages.ts';
import type { Person, Stage, StagePerson } from '../../shared/room/state.ts';

/** Made-up people and rooms. */
export const NOW = Date.now();
export const YOU = 'you-you-you';

export const longName = 'Wilhelmine Freifrau von Hohenstein-Brück';
const speakers = ['Ana', 'Jonas', 'Mira', 'Paul', longName, 'Yusuf', 'Sofia', 'Aleksandra', 'Ben', 'Çınar'];
const moreSpeakers = ['Ida', 'Karl', 'Noor', 'Piotr', 'Quirin', 'Rosa', 'Theo', 'Ulla', 'Vera', 'Xaver'];
const listeners = [
  'Lene',
  'Oskar',
  'Sami',
  'Katharina',
  'Emil',
  'Nina',
  'Falk',
  'Yara',
  'Bo',
  longName,
  'Tariq',
  'Zoë',
];

export const title = 'Timber frames without glue: what still works';
export const longTitle =
  'Instandhaltungsvereinbarungen, Donaudampfschifffahrt and other long words: who still says them, and why?';

/** Jonas and Zoë have a picture, and Yusuf one that cannot be had. */
const pictures: Readonly<Record<string, string>> = { Jonas: 'jonas', Zoë: 'zoe', Yusuf: 'missing' };

/** Somebody as messages name them: members have a handle, and some a picture. */
export function named(name: string, kind: Person['kind'] = 'member'): Person {
  const picture = pictures[name];
  const handle = name
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, 20);
  const known = kind === 'member' ? { handle, ...(picture && { picture }) } : {};
  return { personId: `person-${name}`, name, kind, ...known };
}

export function speaker(name: string, change: Partial<StagePerson> = {}): StagePerson {
  return {
    ...named(name, change.kind),
    id: `stage-${name}`,
    fingerprint: '',
    enteredAt: NOW,
    awaySince: null,
    role: 'speaker',
    muted: false,
    onStageSince: NOW,
    ...change,
  };
}

export const ana = speaker('Ana', { role: 'moderator', personId: 'owner' });
export const jonas = speaker('Jonas');
export const mira = speaker('Mira', { muted: true });
export const paul = speaker('Paul', { muted: true });

/** The one who looks, on stage. */
export function self(change: Partial<StagePerson> = {}): StagePerson {
  return speaker('Ana', { id: YOU, personId: 'owner', role: 'moderator', ...change });
}

export function fullStage(): StagePerson[] {
  const others = [...speakers, ...moreSpeakers].slice(1);
  return [
    self(),
    ...others.map((name, index) =>
      speaker(name, { muted: index % 3 !== 0, role: index === 4 ? 'moderator' : 'speaker' }),
    ),
  ];
}

export function stage(people: readonly StagePerson[], change: Partial<Stage> = {}): Stage {
  const room = {
    roomId: 'timber',
    seq: 9,
    title,
    ownerId: 'owner',
    door: 'link',
    live: true,
    locked: false,
  } as const;
  return { ...room, hands: 'everyone', people, ...change };
}

export function listener(name: string, change: Partial<ListenerCard> = {}): ListenerCard {
  const identity = { ...named(name, change.kind), id: `listener-${name}` };
  return { ...identity, away: false, handRaisedAt: null, invited: false, ...change };
}

/** As many as are shown of an audience of this size. */
export function crowd(count: number): ListenerCard[] {
  return Array.from({ length: Math.min(count, 36) }, (_, index) => {
    const name = listeners[index % listeners.length] ?? '';
    const again = index < listeners.length ? '' : ` ${Math.floor(index / listeners.length) + 1}`;
    return listener(name + again, { away: index === 3, kind: index % 4 === 2 ? 'guest' : 'member' });
  });
}

export function preview(change: Partial<Preview> = {}): Preview {
  return {
    roomId: 'timber',
    title,
    live: true,
    locked: false,
    door: 'link',
    standing: 'open',
    stage: [ana, jonas, mira, paul].map(({ name, role }) => ({ ...named(name), role })),
    listening: 217,
    ownerName: 'Ana',
    yours: false,
    ...change,
  };
}

const onStage = (name: string) => ({ ...named(name), role: 'speaker' }) as const;

export const rooms: readonly Preview[] = [
  preview(),
  preview({
    roomId: 'apprentices',
    title: 'Apprentices, ask anything',
    stage: ['Lene', 'Tariq'].map(onStage),
    listening: 34,
    door: 'members',
  }),
  preview({
    roomId: 'words',
    title: longTitle,
    stage: [longName, 'Sofia', 'Yusuf', 'Ben', 'Ida'].map(onStage),
    listening: 1,
  }),
  preview({
    roomId: 'kitchen',
    title: 'Pricing a kitchen',
    live: false,
    door: 'invited',
    stage: [],
    listening: 0,
    yours: true,
  }),
];
