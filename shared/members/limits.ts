/** How much of everything a member has at most. */

/** Browsers in which one is signed in: with one more, the one that has not come for longest is signed out. */
export const DEVICE_LIMIT = 50;
export const PASSKEY_LIMIT = 20;

/** How long a link that signs in can be used, once. */
export const SIGN_IN_LINK_MS = 10 * 60 * 1_000;
/** How long the browser may take to make or show a passkey. */
export const PASSKEY_CHALLENGE_MS = 5 * 60 * 1_000;
/** Who has not come for this long is signed out: browsers forget the cookie by then. */
export const SESSION_MS = 365 * 24 * 60 * 60 * 1_000;
