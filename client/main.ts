import { serverApi } from './session/api.ts';
import { createRoomSession } from './session/room-session.ts';
import { AppShell } from './ui/app-shell.ts';
import { followPreferences } from './ui/document-settings.ts';

const shell = new AppShell();
shell.services = {
  api: serverApi,
  membersApi: async () => (await import('./session/members-api.ts')).membersApi,
  visitRoom: createRoomSession,
};
// The language first: nothing is shown in one language and then in another. A top-level `await` would wait for ever: a
// language's chunk shares Lit with this one, and cannot run before this one has.
void followPreferences().then(() => document.body.append(shell));
