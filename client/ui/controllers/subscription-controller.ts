import type { ReactiveController, ReactiveControllerHost } from 'lit';

type Subscribe = (changed: () => void) => () => void;

/** Renders its element again whenever what it subscribes to changes; the subscription lasts as long as the element is shown. */
export class SubscriptionController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #subscribe: Subscribe;
  #stop: (() => void) | undefined;

  constructor(host: ReactiveControllerHost, subscribe: Subscribe) {
    this.#host = host;
    this.#subscribe = subscribe;
    host.addController(this);
  }

  hostConnected(): void {
    this.#stop = this.#subscribe(() => this.#host.requestUpdate());
  }

  hostDisconnected(): void {
    this.#stop?.();
  }
}
