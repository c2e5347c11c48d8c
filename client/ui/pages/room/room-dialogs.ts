import { msg, str } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { AudioPlace } from '../../../../shared/protocol/messages.ts';
import type { Person } from '../../../../shared/room/state.ts';
import type { LinkReport } from '../../../media/link-report.ts';
import type { DeviceChoice, Inside, RoomControls } from '../../../session/room-state.ts';
import '../../components/confirm-dialog.ts';
import '../../components/device-select.ts';
import type { DeviceChosenEvent } from '../../components/device-select.ts';
import '../../components/door-dialog.ts';
import '../../components/help-dialog.ts';
import '../../components/retitle-dialog.ts';
import '../../components/settings-dialog.ts';
import '../../components/travel-panel.ts';
import { LocaleController } from '../../controllers/locale-controller.ts';
import type { OpenDialog } from '../../controllers/room-desk.ts';
import type { RoomPerson } from '../../room-people.ts';
import { type RoomWish, RoomWishEvent } from '../../room-wish.ts';

const MEASURE_MS = 1000;
/** How far the room reaches is asked of the server, which has others to answer too. */
const ASK_PLACE_MS = 3000;

/**
 * The dialog that is open over a room. On the page only while it is open.
 * @fires room-wish `command`, `choose-microphone`, `choose-output`
 * @fires dialog-closed
 */
@customElement('room-dialogs')
export class RoomDialogs extends LitElement {
  @property({ attribute: false }) open!: OpenDialog;
  @property({ attribute: false }) inside!: Inside;
  @property({ attribute: false }) controls!: RoomControls;
  @property({ attribute: false }) devices: DeviceChoice | null = null;
  /** As whom the server knows this browser; null for a guest who has just come in. */
  @property({ attribute: false }) person: Person | null = null;
  @state() private reports: readonly LinkReport[] | null = null;
  @state() private place: AudioPlace | null = null;
  #timers: ReturnType<typeof setInterval>[] = [];

  constructor() {
    super();
    new LocaleController(this);
  }

  protected override firstUpdated(): void {
    if (this.open !== 'travel') return;
    this.#timers = [
      setInterval(() => void this.#measure(), MEASURE_MS),
      setInterval(() => void this.#askPlace(), ASK_PLACE_MS),
    ];
    void this.#measure();
    void this.#askPlace();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const timer of this.#timers) clearInterval(timer);
  }

  override render() {
    if (typeof this.open === 'object') return this.#renderRemoval(this.open.remove);
    switch (this.open) {
      case 'settings':
        return this.#renderSettings();
      case 'help':
        return html`<help-dialog @dialog-closed=${this.#close}></help-dialog>`;
      case 'travel':
        return this.#renderTravel();
      case 'retitle':
        return this.#renderRetitling();
      case 'door':
        return this.#renderDoor();
      case 'close':
        return this.#renderClosing();
    }
  }

  #renderRemoval({ id, name }: RoomPerson) {
    const wish = { type: 'command', command: { type: 'remove', who: id } } as const;
    return html`<confirm-dialog
      .heading=${msg(str`Remove ${name}?`)}
      .action=${msg('Remove')}
      .text=${msg(str`${name} leaves the room at once and cannot come back. They are told that it was you.`)}
      @confirmed=${this.#wishing(wish)}
      @dialog-closed=${this.#close}
    ></confirm-dialog>`;
  }

  #renderClosing() {
    return html`<confirm-dialog
      .heading=${msg('Close the room?')}
      .action=${msg('Close for everyone')}
      @confirmed=${this.#wishing({ type: 'command', command: { type: 'close' } })}
      .text=${msg('The conversation ends for everyone. The owner can open the room again, at the same link.')}
      @dialog-closed=${this.#close}
    ></confirm-dialog>`;
  }

  #renderRetitling() {
    return html`<retitle-dialog
      .current=${this.inside.stage.title}
      @dialog-closed=${this.#close}
    ></retitle-dialog>`;
  }

  #renderDoor() {
    const { roomId, ownerId } = this.inside.stage;
    return html`<door-dialog .room=${roomId} .owner=${ownerId} @dialog-closed=${this.#close}></door-dialog>`;
  }

  #renderTravel() {
    const { stage, you, waiting } = this.inside;
    return html`<travel-panel
      .reports=${this.reports}
      .place=${this.place}
      .stage=${stage.people}
      .you=${you}
      .waiting=${waiting}
      .personOf=${this.#personOf}
      @dialog-closed=${this.#close}
    ></travel-panel>`;
  }

  #renderSettings() {
    const outputs = this.controls.canChooseOutput ? this.#renderDevices('output') : nothing;
    const extra = html`${this.#renderDevices('microphone')} ${outputs}`;
    return html`<settings-dialog .extra=${extra} @dialog-closed=${this.#close}></settings-dialog>`;
  }

  #renderDevices(kind: 'microphone' | 'output') {
    const { devices } = this;
    return html`<device-select
      .label=${kind === 'microphone' ? msg('Microphone') : msg('Loudspeaker')}
      .devices=${(kind === 'microphone' ? devices?.microphones : devices?.outputs) ?? []}
      .chosen=${devices?.[kind] ?? ''}
      @device-chosen=${({ deviceId }: DeviceChosenEvent) => this.#wish({ type: `choose-${kind}`, deviceId })}
    ></device-select>`;
  }

  #wishing(wish: RoomWish) {
    return () => {
      this.#wish(wish);
      this.#close();
    };
  }

  #wish(wish: RoomWish): void {
    this.dispatchEvent(new RoomWishEvent(wish));
  }

  readonly #close = () => this.dispatchEvent(new Event('dialog-closed'));

  async #measure(): Promise<void> {
    this.reports = await this.controls.linkReports();
  }

  async #askPlace(): Promise<void> {
    this.place = await this.controls.audioPlace();
  }

  readonly #personOf = (peer: string): Person | undefined => {
    const { stage, audience, you } = this.inside;
    const known = [...stage.people, ...audience.people, ...audience.hands].find(({ id }) => id === peer);
    return known ?? (peer === you ? (this.person ?? undefined) : undefined);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'room-dialogs': RoomDialogs;
  }
}
