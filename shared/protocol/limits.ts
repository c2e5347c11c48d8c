/** Bounds on what may come over the wire. */
export const SDP_LIMIT_BYTES = 16 * 1024;
export const CANDIDATE_LIMIT = 1024;
/** How many offers a page may bring along when it enters: all of them at their limit still fit into one message. */
export const OFFERS_LIMIT = 3;
export const MESSAGE_LIMIT_BYTES = 64 * 1024;
/** How many of the audience everyone is shown without asking; further ones come in pages of this size. */
export const AUDIENCE_PAGE = 36;
export const HANDS_SHOWN = 50;
/** How many people a room's owner may invite by name. */
export const INVITED_LIMIT = 500;
/** How many may wait before a door at once. */
export const KNOCKS_LIMIT = 50;
/** How many of them may be guests: anybody can be any number of those, and must not take the members' places too. */
export const GUEST_KNOCKS_LIMIT = 40;
/** How many of the guests may be from one address: with other cookies, one browser is any number of them. A few friends share one. */
export const GUEST_KNOCKS_PER_ADDRESS = 10;
/** The audience changes on everyone's page at most this often. */
export const DIGEST_INTERVAL_MS = 500;
/** How many children a page may say it can carry; what is believed is less. */
export const CARRY_LIMIT = 100;
/** How many listeners a page that comes back may say it is linked to: more than it can be. */
export const DOWNLINKS_LIMIT = 100;
