import { msg } from '@lit/localize';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Command } from '../../../shared/room/commands.ts';
import type { DeviceChoice, Happening, Inside, RoomControls } from '../../session/room-state.ts';
import { lazily } from '../lazily.ts';
import { copyText, roomLink } from '../room-link.ts';
import type { RoomPerson } from '../room-people.ts';
import { ownPlace } from '../room-people.ts';
import type { RoomDialog, RoomWish } from '../room-wish.ts';
import type { Ear } from '../words/happening-words.ts';
import { onlyHereWords } from '../words/only-here-words.ts';
import { AudiencePages } from './audience-pages.ts';
import { StatusController } from './status-controller.ts';

/** What is open over the room. */
export type OpenDialog = RoomDialog | { readonly remove: RoomPerson };
/** The menu that is open: the room's, or that of a participant. */
export interface OpenMenu {
  readonly of: 'room' | { readonly participant: string };
  readonly beside: DOMRect;
}

type DeskHost = ReactiveControllerHost & { readonly inside: Inside; readonly controls: RoomControls };
type GrantedAtOnce =
  | 'leave'
  | 'toggle-microphone'
  | 'toggle-hand'
  | 'copy-link'
  | 'share'
  | 'listen'
  | 'more-listeners'
  | 'choose-microphone'
  | 'choose-output'
  | 'command';
type ShowWish = Exclude<RoomWish, { type: GrantedAtOnce }>;

/** Grants the wishes of a room's parts, and keeps what only this page knows: what is open, and what was just said. */
export class RoomDesk implements ReactiveController {
  readonly status: StatusController;
  readonly pages: AudiencePages;
  dialog: OpenDialog | null = null;
  menu: OpenMenu | null = null;
  /** Whether the microphone's panel is open. */
  choosing = false;
  devices: DeviceChoice | null = null;
  /** Whether a moderator has asked to unmute, and nothing followed yet. */
  asked = false;
  readonly #host: DeskHost;
  #microphone: Inside['microphone']['status'] = 'off';
  #stop: (() => void) | undefined;

  constructor(host: DeskHost) {
    this.#host = host;
    this.status = new StatusController(host);
    this.pages = new AudiencePages(host, (offset) => host.controls.listeners(offset));
    host.addController(this);
  }

  hostConnected(): void {
    this.#stop = this.#host.controls.observe((happening) => this.#notice(happening));
  }

  hostDisconnected(): void {
    this.#stop?.();
  }

  hostUpdate(): void {
    const { microphone, muted } = this.#host.inside;
    if (!muted) this.asked = false;
    // The names of the devices are known once the microphone was allowed.
    if (microphone.status !== this.#microphone) void this.#readDevices();
    this.#microphone = microphone.status;
  }

  grant(wish: RoomWish): void {
    const { controls } = this.#host;
    switch (wish.type) {
      case 'leave':
        return controls.leave();
      case 'toggle-microphone':
        return this.#toggleMicrophone();
      case 'toggle-hand':
        return this.#toggleHand();
      case 'listen':
        return void controls.resumePlayback();
      case 'copy-link':
        return void this.#copyLink();
      case 'share':
        return this.#share();
      case 'more-listeners':
        return void this.pages.more();
      case 'choose-microphone':
        return void controls.chooseMicrophone(wish.deviceId).then(() => this.#readDevices());
      case 'choose-output':
        return void controls.chooseOutput(wish.deviceId).then(() => this.#readDevices());
      case 'command':
        return void this.#command(wish.command);
      default:
        this.#show(wish);
        this.#host.requestUpdate();
    }
  }

  readonly closeDialog = (): void => {
    this.dialog = null;
    this.#host.requestUpdate();
  };

  readonly closeMenu = (): void => {
    this.menu = null;
    this.#host.requestUpdate();
  };

  #show(wish: ShowWish): void {
    switch (wish.type) {
      case 'show':
        this.dialog = wish.dialog;
        if (wish.dialog === 'settings') void this.#readDevices();
        return;
      case 'show-menu':
        this.menu = { of: 'room', beside: wish.beside };
        return;
      case 'show-person':
        this.menu = { of: { participant: wish.person.id }, beside: wish.beside };
        return;
      case 'confirm-removal':
        this.dialog = { remove: wish.person };
        return;
      case 'show-microphone':
        this.choosing = true;
        return void this.#host.controls.chooseMicrophone(this.devices?.microphone ?? '');
      case 'hide-microphone':
        this.choosing = false;
        return;
    }
  }

  #toggleMicrophone(): void {
    const { inside, controls } = this.#host;
    if (!ownPlace(inside)) return;
    // Whoever speaks has chosen: the panel has done its work.
    this.choosing = false;
    void controls.setMuted(!inside.muted);
    this.#host.requestUpdate();
  }

  #toggleHand(): void {
    const { inside } = this.#host;
    if (ownPlace(inside)) return;
    const raised = inside.personal.handRaisedAt !== null;
    void this.#command(raised ? { type: 'lower-hand', who: inside.you } : { type: 'raise-hand' });
  }

  async #command(command: Command): Promise<void> {
    const refused = await this.#host.controls.send(command);
    const words = refused && (await lazily(() => import('../words/refusal-words.ts')));
    if (words) this.status.say(words.refusalWords(refused));
  }

  async #copyLink(): Promise<void> {
    const link = roomLink(this.#host.inside.stage.roomId);
    const copied = await copyText(link);
    this.status.say(copied ? [msg('Link copied.'), onlyHereWords() ?? ''].join(' ').trim() : link);
  }

  #share(): void {
    const { roomId, title } = this.#host.inside.stage;
    // Closing the system's sheet without sharing is no fault.
    navigator.share({ title, url: roomLink(roomId) }).catch(() => undefined);
  }

  #notice(happening: Happening): void {
    const { inside } = this.#host;
    void this.#announce(happening, { you: inside.you, moderator: ownPlace(inside)?.role === 'moderator' });
    if (happening.type === 'asked-to-unmute') this.asked = true;
    if (happening.type === 'stage' && isArrival(happening.event, inside.you)) this.choosing = true;
    this.#host.requestUpdate();
  }

  /** What happens while its words are still on their way is said as soon as they are here. */
  async #announce(happening: Happening, ear: Ear): Promise<void> {
    const fetched = await lazily(() => import('../announce.ts'));
    fetched?.announce(happening, ear, (words) => this.status.say(words));
  }

  async #readDevices(): Promise<void> {
    this.devices = await this.#host.controls.devices();
    this.#host.requestUpdate();
  }
}

function isArrival(event: Extract<Happening, { type: 'stage' }>['event'], you: string): boolean {
  return event.type === 'came-on-stage' && event.person.id === you;
}
