/** The dialogs over the whole page, in one piece to be fetched together. */
import './components/confirm-dialog.ts';
import './components/settings-dialog.ts';
