/** Bounds of a room. */

/** A full mesh of one audio line each way is comfortable up to here. */
export const STAGE_LIMIT = 20;
export const ROOM_LIMIT = 5_000;
/** How long somebody whose socket dropped keeps place, role and hand. */
export const ABSENCE_LIMIT_MS = 30_000;
/** How long a room goes on with no member in it. */
export const UNATTENDED_LIMIT_MS = 120_000;
