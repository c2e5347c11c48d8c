import type { ServerApi } from '../../client/session/api.ts';
import type { SessionInfo } from '../../client/session/room-state.ts';
import { AppShell } from '../../client/ui/app-shell.ts';
import { followPreferences } from '../../client/ui/document-settings.ts';
import { fetchFurther } from '../../client/ui/pages/room/fetch-further.ts';
import { prefer } from '../../client/ui/preferences.ts';
import { RoomWishEvent } from '../../client/ui/room-wish.ts';
import { forgetWayBack } from '../../client/ui/way-back.ts';
import { fakeMembers } from './fake-members.ts';
import { FakeRoom } from './fake-room.ts';
import { Hand } from './hand.ts';
import { type ShowcaseState, states } from './states.ts';

const query = new URLSearchParams(location.search);
const state: ShowcaseState =
  (states as Record<string, ShowcaseState>)[query.get('state') ?? ''] ?? states.hallway;
const room = new FakeRoom(state.room ?? { phase: 'missing' }, state.reports, state.place);

const sessions: Record<Exclude<ShowcaseState['visitor'], 'unreachable'>, SessionInfo> = {
  member: {
    person: { personId: 'owner', name: 'Ana', kind: 'member', handle: 'ana' },
    mayOpenRooms: true,
    passkeys: true,
  },
  guest: { person: { personId: 'guest', name: 'Lene', kind: 'guest' }, mayOpenRooms: false, passkeys: true },
  nobody: { person: null, mayOpenRooms: false, passkeys: true },
};

const api: ServerApi = {
  fetchSession: async () =>
    state.visitor === 'unreachable'
      ? { ok: false, reason: 'unavailable' }
      : { ok: true, value: sessions[state.visitor] },
  redeemOwnerLink: async () => ({ ok: true, value: sessions.member }),
  signOut: async () => ({ ok: true, value: null }),
  fetchRooms: async () => ({ ok: true, value: state.rooms ?? states.hallway.rooms }),
  openRoom: async () => ({ ok: true, value: { room: 'timber' } }),
  reopenRoom: async () => ({ ok: true, value: null }),
  fetchDoor: async () => ({ ok: true, value: state.door ?? { door: 'link', people: [], following: false } }),
};

/** The first element of this name, however deep in shadow trees. */
function deep(name: string, root: ParentNode): Element | undefined {
  const found = root.querySelector(name);
  if (found) return found;
  const shadows = [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? []);
  return shadows.map((shadow) => deep(name, shadow)).find((one) => one !== undefined);
}

async function settled(): Promise<void> {
  for (let frame = 0; frame < 3; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
}

function look(theme: string | null, language: string | null): void {
  prefer({
    theme: theme === 'night' ? 'night' : 'day',
    language: language === 'de' ? 'de' : 'en',
    guestName: '',
  });
}

// Tests change theme and language without loading the page again.
addEventListener('showcase-look', (event) => {
  const { theme, language } = (event as CustomEvent<{ theme: string; language: string }>).detail;
  look(theme, language);
  setTimeout(
    () => void settled().then(() => (document.documentElement.dataset['showcase'] = `${theme} ${language}`)),
    50,
  );
});

history.replaceState(null, '', state.path);
// Another state may have stood before a door.
forgetWayBack();
look(query.get('theme'), query.get('lang'));
await followPreferences();
// Fetched on entering; a state may be one of long after that.
if (state.room) await fetchFurther();
const shell = new AppShell();
shell.services = { api, membersApi: async () => fakeMembers(state.members), visitRoom: () => room };
document.body.append(shell);
const hand = new Hand(document);
// Parts that are fetched when they are needed stand as empty elements until then.
await hand.find(
  'main :is(room-page, room-loading, lost-page, :is(hallway-page, welcome-page):defined, member-pages > *)',
);
await settled();
if (state.room) room.show(state.room);
if (state.happening) room.tell(state.happening);
if (state.wish) deep('room-stage', document)?.dispatchEvent(new RoomWishEvent(state.wish));
await state.act?.(hand);
await document.fonts.ready;
await settled();
document.documentElement.dataset['showcase'] = 'ready';
