/** What a room needs once somebody is in it, in one piece to be fetched together: not to see it, nor to enter. */
import '../../components/hand-queue.ts';
import '../../components/knock-queue.ts';
import '../../components/microphone-panel.ts';
import '../../components/person-menu.ts';
import '../../components/room-menu.ts';
import '../../components/stage-invitation.ts';
import './room-dialogs.ts';
