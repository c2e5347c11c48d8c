import type { Page } from 'playwright-core';
import type { Entrance } from '../../shared/protocol/messages.ts';
import type { ParticipantId } from '../../shared/room/state.ts';
import type { LinkKind, LinkPlan } from '../../shared/topology/plan.ts';
import { quietRun } from './quiet-evaluate.ts';

declare global {
  interface Window {
    /** What the server has told this page of its place, and all connections that the page has made. */
    parleyPlace: {
      you: ParticipantId;
      plan: readonly LinkPlan[];
      readonly connections: RTCPeerConnection[];
    };
  }
}

/**
 * An init script of a page that says it can carry so many children, whatever it has measured, and that notes what the server plans for it: the
 * plan is what is said over the socket, so nothing in the page has to help.
 */
export function carryingScript(children: number): string {
  // tsx wraps named functions in a `__name` that no page has.
  return `((__name) => { (${installCarrying.toString()})(${children}); })((named) => named);`;
}

/** Where somebody is in the room's audio, by the newest plan. */
export interface Place {
  readonly you: ParticipantId;
  readonly peers: Readonly<Partial<Record<LinkKind, readonly ParticipantId[]>>>;
}

export async function placeOf(page: Page): Promise<Place> {
  const { you, plan } = await quietRun(page, () => window.parleyPlace, undefined);
  const peers: Partial<Record<LinkKind, ParticipantId[]>> = {};
  for (const { kind, peer } of plan) (peers[kind] ??= []).push(peer);
  return { you, peers };
}

/** Whether a page has a working connection to somebody in its plan, known by the certificate. */
export function isLinkedTo(page: Page, peer: ParticipantId): Promise<boolean> {
  return quietRun(
    page,
    (peer) => {
      const { plan, connections } = window.parleyPlace;
      const fingerprint = plan.find((link) => link.peer === peer)?.fingerprint.toLowerCase();
      return connections.some(
        ({ connectionState, remoteDescription }) =>
          fingerprint !== undefined &&
          connectionState === 'connected' &&
          remoteDescription?.sdp.toLowerCase().includes(fingerprint) === true,
      );
    },
    peer,
  );
}

/** Runs in the page, before its own scripts. Socket.IO's text packets: `42` and an acknowledgement's number, then JSON; `43` for the answer. */
function installCarrying(children: number): void {
  const connections: RTCPeerConnection[] = [];
  window.parleyPlace = { you: '', plan: [], connections };
  const NativeConnection = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends NativeConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.push(this);
    }
  };

  const Native = window.WebSocket;
  window.WebSocket = class extends Native {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        if (typeof data === 'string') read(data);
      });
    }

    override send(data: string | Blob | BufferSource): void {
      super.send(typeof data === 'string' ? boast(data) : data);
    }
  };

  function boast(packet: string): string {
    const [, head, body] = /^(42\d*)(\[.*)$/s.exec(packet) ?? [];
    if (head === undefined || body === undefined) return packet;
    const [event, request] = JSON.parse(body) as [string, object];
    if (event === 'enter') return head + JSON.stringify([event, { ...request, carries: children }]);
    if (event === 'carry') return head + JSON.stringify([event, { ...request, children }]);
    return packet;
  }

  function read(packet: string): void {
    const [, kind, body] = /^(42|43)\d*(\[.*)$/s.exec(packet) ?? [];
    if (body === undefined) return;
    // What the server says is what shared/protocol/messages.ts says that it says.
    if (kind === '42') {
      const [event, plan] = JSON.parse(body) as [string, readonly LinkPlan[]];
      if (event === 'plan') window.parleyPlace = { ...window.parleyPlace, plan };
      return;
    }
    const [answer] = JSON.parse(body) as [{ ok?: boolean; value?: Partial<Entrance> | null } | undefined];
    const { you, plan } = answer?.value ?? {};
    if (you !== undefined && plan !== undefined) window.parleyPlace = { you, plan, connections };
  }
}
