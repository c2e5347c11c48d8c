/** What stands where no room is open, in one piece to be fetched together: whoever opens a room's link does without. */
import './hallway-page.ts';
import './welcome-page.ts';
