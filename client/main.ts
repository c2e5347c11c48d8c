import { serverApi } from './session/api.ts';
import { createRoomSession } from './session/room-session.ts';
import { AppShell } from './ui/app-shell.ts';
import { followPreferences } from './ui/document-settings.ts';

// The language first: nothing is shown in one language and then in another.
await followPreferences();

const shell = new AppShell();
shell.services = { api: serverApi, visitRoom: createRoomSession };
document.body.append(shell);
