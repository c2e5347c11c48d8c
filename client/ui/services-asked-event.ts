import type { Services } from './services.ts';

/** A part of the page, however deep, needs what the page stands on: the shell puts that into the event at once. */
export class ServicesAskedEvent extends Event {
  services: Services | undefined;

  constructor() {
    super('services-asked', { bubbles: true, composed: true });
  }
}

/** What the page stands on, for a lazily fetched part through whose parents it would otherwise have to be passed one by one. */
export function servicesFor(part: HTMLElement): Services {
  const asked = new ServicesAskedEvent();
  part.dispatchEvent(asked);
  if (!asked.services) throw new Error(`<${part.localName}> is in no <app-shell>`);
  return asked.services;
}

declare global {
  interface GlobalEventHandlersEventMap {
    'services-asked': ServicesAskedEvent;
  }
}
