/** Where the page is. Secrets of links are in the fragment, which no server ever sees. */
export type Route =
  | { readonly page: 'hallway' | 'invites' | 'edit-profile' | 'settings' | 'data' | 'privacy' | 'lost' }
  | { readonly page: 'owner' | 'join' | 'sign-in'; readonly token: string }
  | { readonly page: 'room'; readonly room: string }
  | { readonly page: 'profile'; readonly handle: string };

const plain: Readonly<Record<string, Route>> = {
  '/': { page: 'hallway' },
  '/invites': { page: 'invites' },
  '/profile': { page: 'edit-profile' },
  '/settings': { page: 'settings' },
  '/data': { page: 'data' },
  '/privacy': { page: 'privacy' },
};

/** The route that an address means. */
export function routeOf({ pathname, hash }: { pathname: string; hash: string }): Route {
  const known = Object.hasOwn(plain, pathname) ? plain[pathname] : undefined;
  if (known) return known;
  const page = /^\/(owner|join|sign-in)$/.exec(pathname)?.[1];
  // What the pattern found is one of these three.
  if (page !== undefined) return { page: page as 'owner' | 'join' | 'sign-in', token: hash.slice(1) };
  const room = /^\/r\/([\w-]+)\/?$/.exec(pathname)?.[1];
  if (room !== undefined) return { page: 'room', room };
  const handle = /^\/@(\w+)\/?$/.exec(pathname)?.[1];
  return handle === undefined ? { page: 'lost' } : { page: 'profile', handle: handle.toLowerCase() };
}

/** The address of a member's profile. */
export function profilePath(handle: string): string {
  return `/@${handle}`;
}

/** Goes to another page of ours without loading the document again. */
export function navigate(path: string): void {
  history.pushState(null, '', path);
  dispatchEvent(new PopStateEvent('popstate'));
}

/** The path of the link of ours that was clicked, if it is to open here (and not in a new tab, say). */
export function clickedPath(event: MouseEvent): string | undefined {
  if (event.defaultPrevented || event.button !== 0) return undefined;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return undefined;
  const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
  if (!link || link.target || link.download || link.origin !== location.origin) return undefined;
  return link.pathname + link.hash;
}
