import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Gives the focus back to what had it before its element came over the page. Browsers do so when a dialog or a popover is
 * closed, but not when it is taken off the page, nor (Chromium) across shadow trees.
 */
export class FocusReturnController implements ReactiveController {
  #before: HTMLElement | null = null;

  constructor(host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    this.#before = focused();
  }

  /** Whoever has gone on to something else is left there. */
  hostDisconnected(): void {
    if (focused() === null) this.giveBack();
  }

  giveBack(): void {
    this.#before?.focus({ preventScroll: true });
  }
}

/** What has the focus, in whichever shadow tree; null if nothing has. */
function focused(): HTMLElement | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element instanceof HTMLElement && element !== document.body ? element : null;
}
