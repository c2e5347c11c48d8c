import type { SessionInfo } from '../session/room-state.ts';

/** This browser is somebody else to the server now, or goes by another name or picture. */
export class SessionChangedEvent extends Event {
  readonly session: SessionInfo;

  constructor(session: SessionInfo) {
    super('session-changed', { bubbles: true, composed: true });
    this.session = session;
  }
}
