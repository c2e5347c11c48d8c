import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { RoomWish } from '../room-wish.ts';

const wishes: Record<string, RoomWish> = {
  m: { type: 'toggle-microphone' },
  h: { type: 'toggle-hand' },
  l: { type: 'leave' },
  '?': { type: 'show', dialog: 'help' },
};

/** M, H, L and ? in a room: not while somebody types, and not behind a dialog or menu. */
export class ShortcutController implements ReactiveController {
  readonly #grant: (wish: RoomWish) => void;
  readonly #pressed = (event: KeyboardEvent) => this.#press(event);

  constructor(host: ReactiveControllerHost, grant: (wish: RoomWish) => void) {
    this.#grant = grant;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('keydown', this.#pressed);
  }

  hostDisconnected(): void {
    document.removeEventListener('keydown', this.#pressed);
  }

  #press(event: KeyboardEvent): void {
    const wish = wishes[event.key.toLowerCase()];
    if (!wish || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.composedPath().some(takesKeys)) return;
    event.preventDefault();
    this.#grant(wish);
  }
}

function takesKeys(node: EventTarget): boolean {
  return (
    node instanceof HTMLElement &&
    node.matches('input:not([type=range]), select, textarea, dialog, [popover]')
  );
}
