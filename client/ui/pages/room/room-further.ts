/** What a room needs once somebody is in it or has been, in one piece to be fetched together: not to see it, nor to enter. */
import '../../components/hand-queue.ts';
import '../../components/knock-queue.ts';
import '../../components/microphone-panel.ts';
import '../../components/person-menu.ts';
import '../../components/refusal-line.ts';
import '../../components/room-menu.ts';
import '../../components/stage-invitation.ts';
import '../../components/waiting-notice.ts';
import './room-dialogs.ts';
import './room-ended.ts';
