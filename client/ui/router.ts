/** Where the page is. */
export type Route =
  | { readonly page: 'hallway' }
  | { readonly page: 'owner'; readonly token: string }
  | { readonly page: 'room'; readonly room: string }
  | { readonly page: 'lost' };

/** The route that an address means. The owner's token is in the fragment, which no server ever sees. */
export function routeOf({ pathname, hash }: { pathname: string; hash: string }): Route {
  if (pathname === '/') return { page: 'hallway' };
  if (pathname === '/owner') return { page: 'owner', token: hash.slice(1) };
  const room = /^\/r\/([\w-]+)\/?$/.exec(pathname)?.[1];
  return room === undefined ? { page: 'lost' } : { page: 'room', room };
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
  if (!link || link.target || link.origin !== location.origin) return undefined;
  return link.pathname + link.hash;
}
