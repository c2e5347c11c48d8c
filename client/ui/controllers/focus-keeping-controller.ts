import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Says where a keyboard or a screen reader goes on when a rendering takes away what had the focus: else it starts over. */
export class FocusKeepingController implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #next: () => HTMLElement;
  #hadFocus = false;

  constructor(host: ReactiveControllerHost & Element, next: () => HTMLElement) {
    this.#host = host;
    this.#next = next;
    host.addController(this);
  }

  hostUpdate(): void {
    this.#hadFocus = this.#hasFocus;
  }

  hostUpdated(): void {
    if (this.#hadFocus && !this.#hasFocus) this.#next().focus({ preventScroll: true });
  }

  get #hasFocus(): boolean {
    return Boolean(this.#host.shadowRoot?.activeElement);
  }
}
