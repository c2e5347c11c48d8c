export const HANDLE_MIN = 3;
export const HANDLE_LIMIT = 20;

export type HandleFault = 'too-short' | 'too-long' | 'wrong-letters' | 'reserved';

/** Handles that would look like the server speaking, or like an address of its own. */
const reserved = new Set(
  (
    'about account accounts admin administrator anonymous api app assets calendar contact data everyone guest guests ' +
    'hallway help host hosts invite invites join mail me member members moderator moderators nobody notice null official ' +
    'owner owners parley people picture pictures privacy profile register room rooms root security server session ' +
    'settings sign_in sign_out signin signout staff status support system team terms undefined webmaster you'
  ).split(' '),
);

/** The handle as it is kept (in small letters, without the `@` that people put before it), or what is wrong with it. */
export function readHandle(typed: string): { readonly handle: string } | { readonly fault: HandleFault } {
  const handle = typed.trim().replace(/^@/, '').toLowerCase();
  if (!/^[a-z0-9_]*$/.test(handle)) return { fault: 'wrong-letters' };
  if (handle.length < HANDLE_MIN) return { fault: 'too-short' };
  if (handle.length > HANDLE_LIMIT) return { fault: 'too-long' };
  return reserved.has(handle) ? { fault: 'reserved' } : { handle };
}
