/** Goes to another page of ours in the place of this one: going back must not lead to a link that has done its work. */
export function replaceAddress(path: string, state: unknown = null): void {
  history.replaceState(state, '', path);
  dispatchEvent(new PopStateEvent('popstate', { state }));
}
