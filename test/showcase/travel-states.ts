import type { LinkReport } from '../../client/media/link-report.ts';
import type { Inside } from '../../client/session/room-state.ts';
import type { AudioPlace } from '../../shared/protocol/messages.ts';
import {
  ana,
  crowd,
  fullStage,
  jonas,
  listener,
  longName,
  mira,
  paul,
  self,
  speaker,
  stage,
} from './people.ts';
import { audience, inside, listeningTo, moderating, room, you } from './room-states.ts';
import type { ShowcaseState } from './states.ts';

type Kind = LinkReport['kind'];

/** Rates as they are with one or two voices. */
const rates: Record<Kind, Pick<LinkReport, 'flows' | 'sentBps' | 'receivedBps'>> = {
  stage: { flows: true, sentBps: 78_000, receivedBps: 74_000 },
  parent: { flows: true, sentBps: 0, receivedBps: 152_000 },
  standby: { flows: false, sentBps: 0, receivedBps: 0 },
  former: { flows: false, sentBps: 0, receivedBps: 0 },
  child: { flows: true, sentBps: 152_000, receivedBps: 0 },
  ward: { flows: false, sentBps: 0, receivedBps: 0 },
};

function link(kind: Kind, peer: string, change: Partial<LinkReport> = {}): LinkReport {
  const roundTripMs = 24 + ((peer.length * 37) % 90);
  return { peer, kind, state: 'up', loss: 0, roundTripMs, relayed: false, ...rates[kind], ...change };
}

const links = (kind: Kind, peers: readonly { readonly id: string }[]) =>
  peers.map(({ id }) => link(kind, id));

function travelling(
  who: ShowcaseState,
  reports: readonly LinkReport[],
  place: AudioPlace | null,
): ShowcaseState {
  const wish = { type: 'show', dialog: 'travel' } as const;
  return {
    ...who,
    wish,
    reports,
    ...(place && { place }),
    act: async (hand) => void (await hand.find('travel-drawing')),
  };
}

const crowded = crowd(36);
const [ida, karl, noor, ...others] = crowded;
const listed = [ida, karl, noor].flatMap((card) => card ?? []);
const ada = listener('Ada');
const wilhelmine = listener(longName);
const around: Partial<Inside> = {
  audience: audience(218, { people: [you, ada, wilhelmine, ...crowd(33)] }),
};
const onStage = stage([self(), jonas, mira, paul, speaker('Zoë'), speaker(longName)]);
const place = (depth: number | null, reach: number, placesLeft: number): AudioPlace => ({
  depth,
  reach,
  placesLeft,
});

/** How the audio travels to and from people at every kind of place, and what is said where places run out. */
export const travelStates = {
  'travel-forwarder': travelling(
    listeningTo(around),
    [
      link('parent', ada.id),
      link('standby', wilhelmine.id),
      ...links('child', listed),
      ...links('ward', others.slice(0, 1)),
    ],
    place(3, 17, 337),
  ),
  'travel-near-stage': travelling(
    listeningTo(around),
    [link('parent', ana.id), link('standby', jonas.id), ...links('child', others.slice(0, 4))],
    place(1, 42, 1204),
  ),
  'travel-leaf': travelling(
    listeningTo({ ...around, stage: stage([ana, jonas]) }),
    [link('parent', ana.id, { receivedBps: 78_000 }), link('standby', ada.id)],
    place(1, 0, 12),
  ),
  'travel-stage': travelling(
    room(inside({ stage: onStage })),
    [...links('stage', onStage.people.slice(1)), ...links('child', crowded.slice(0, 8))],
    place(0, 121, 86),
  ),
  'travel-full-stage': travelling(
    moderating({ stage: stage(fullStage()) }),
    [
      ...links('stage', fullStage().slice(1)),
      ...links('child', crowded.slice(0, 1)),
      ...links('stage', crowded.slice(1, 13)),
    ],
    place(0, 14, 0),
  ),
  'travel-ordinary': travelling(
    listeningTo({ ...around, stage: stage([ana, jonas, mira, paul, speaker('Zoë')]) }),
    [ana, jonas, mira, paul, speaker('Zoë')].map(({ id }) => link('stage', id, { sentBps: 0 })),
    place(1, 0, 1),
  ),
  'travel-waiting': travelling(listeningTo({ ...around, waiting: true }), [], place(null, 0, 0)),
  'travel-poor': travelling(
    listeningTo(around),
    [
      link('parent', ada.id, { loss: 0.14, roundTripMs: 640, relayed: true }),
      link('standby', jonas.id, { state: 'mending', roundTripMs: null }),
      link('former', wilhelmine.id),
      link('child', 'far-down', { loss: 0.05 }),
      ...links('child', listed),
    ],
    place(7, 4, 20),
  ),
  'travel-alone': travelling(
    room(inside({ stage: stage([self()]), audience: audience(0) })),
    [],
    place(0, 0, 160),
  ),
  'travel-serverless': travelling(
    listeningTo({ ...around, connection: 'reconnecting' }),
    [link('parent', mira.id), link('standby', ada.id), ...links('child', listed.slice(0, 1))],
    null,
  ),
  'inside-waiting': listeningTo(
    { waiting: true },
    { act: async (hand) => void (await hand.find('waiting-notice:defined')) },
  ),
} satisfies Record<string, ShowcaseState>;
