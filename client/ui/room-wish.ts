import type { Command } from '../../shared/room/commands.ts';
import type { RoomPerson } from './room-people.ts';

/** The dialogs that somebody in a room can open. */
export type RoomDialog = 'settings' | 'help' | 'travel' | 'retitle' | 'door' | 'close';

/** What a part of the room wants to have done. */
export type RoomWish =
  | { readonly type: 'leave' | 'toggle-microphone' | 'toggle-hand' | 'copy-link' | 'share' }
  | { readonly type: 'listen' | 'more-listeners' }
  | { readonly type: 'show-microphone' | 'hide-microphone' }
  | { readonly type: 'show'; readonly dialog: RoomDialog }
  | { readonly type: 'show-menu'; readonly beside: DOMRect }
  | { readonly type: 'show-person'; readonly person: RoomPerson; readonly beside: DOMRect }
  | { readonly type: 'confirm-removal'; readonly person: RoomPerson }
  | { readonly type: 'choose-microphone' | 'choose-output'; readonly deviceId: string }
  | { readonly type: 'command'; readonly command: Command };

/** Fired by the parts of a room, heard by the room's page. */
export class RoomWishEvent extends Event {
  readonly wish: RoomWish;

  constructor(wish: RoomWish) {
    super('room-wish', { bubbles: true, composed: true });
    this.wish = wish;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'room-wish': RoomWishEvent;
  }
}
