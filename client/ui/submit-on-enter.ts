/** Sends a form when Enter is pressed in one of its text boxes: a box in an element's own tree does not do so by itself. */
export function submitOnEnter(event: KeyboardEvent): void {
  // While an input method composes, Enter chooses a word.
  if (event.key !== 'Enter' || event.isComposing || event.defaultPrevented) return;
  if (!(event.composedPath()[0] instanceof HTMLInputElement)) return;
  event.preventDefault();
  (event.currentTarget as HTMLFormElement).requestSubmit();
}
