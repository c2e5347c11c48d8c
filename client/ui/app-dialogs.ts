/** The questions over the whole page, fetched when the first of them is asked. */
import './components/confirm-dialog.ts';
