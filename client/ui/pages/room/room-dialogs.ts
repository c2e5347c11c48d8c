import { msg, str } from '@lit/localize';
import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { TITLE_LIMIT } from '../../../../shared/protocol/text.ts';
import type { LinkReport } from '../../../media/link-report.ts';
import type { DeviceChoice, Inside, RoomControls } from '../../../session/room-state.ts';
import '../../components/confirm-dialog.ts';
import '../../components/device-select.ts';
import type { DeviceChosenEvent } from '../../components/device-select.ts';
import '../../components/help-dialog.ts';
import '../../components/modal-dialog.ts';
import '../../components/settings-dialog.ts';
import '../../components/text-form.ts';
import type { TextTypedEvent } from '../../components/text-form.ts';
import '../../components/travel-panel.ts';
import { LocaleController } from '../../controllers/locale-controller.ts';
import type { OpenDialog } from '../../controllers/room-desk.ts';
import type { RoomPerson } from '../../room-people.ts';
import { type RoomWish, RoomWishEvent } from '../../room-wish.ts';
import { baseStyle } from '../../styles/base-style.ts';

const MEASURE_MS = 1000;

/**
 * The dialog that is open over a room. On the page only while it is open.
 * @fires room-wish `command`, `choose-microphone`, `choose-output`
 * @fires dialog-closed
 */
@customElement('room-dialogs')
export class RoomDialogs extends LitElement {
  static override styles = [
    baseStyle,
    css`
      .devices {
        display: grid;
        gap: var(--space-4);
      }
    `,
  ];

  @property({ attribute: false }) open!: OpenDialog;
  @property({ attribute: false }) inside!: Inside;
  @property({ attribute: false }) controls!: RoomControls;
  @property({ attribute: false }) devices: DeviceChoice | null = null;
  @state() private reports: readonly LinkReport[] | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    new LocaleController(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.open !== 'travel') return;
    this.#timer = setInterval(() => void this.#measure(), MEASURE_MS);
    void this.#measure();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
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
      case 'close':
        return this.#renderClosing();
    }
  }

  #renderRemoval({ id, name }: RoomPerson) {
    const wish = { type: 'command', command: { type: 'remove', who: id } } as const;
    return html`<confirm-dialog
      .heading=${msg(str`Remove ${name}?`)}
      .action=${msg('Remove')}
      @confirmed=${this.#wishing(wish)}
      @dialog-closed=${this.#close}
    >
      <p>${msg(str`${name} leaves the room at once and cannot come back. They are told that it was you.`)}</p>
    </confirm-dialog>`;
  }

  #renderClosing() {
    return html`<confirm-dialog
      .heading=${msg('Close the room?')}
      .action=${msg('Close for everyone')}
      @confirmed=${this.#wishing({ type: 'command', command: { type: 'close' } })}
      @dialog-closed=${this.#close}
    >
      <p>
        ${msg('The conversation ends for everyone. The owner can open the room again, at the same link.')}
      </p>
    </confirm-dialog>`;
  }

  #renderRetitling() {
    return html`<modal-dialog .heading=${msg('Change the title')} @dialog-closed=${this.#close}>
      <text-form
        stacked
        .label=${msg('Room title')}
        .action=${msg('Save')}
        .limit=${TITLE_LIMIT}
        .value=${this.inside.stage.title}
        @text-typed=${this.#retitle}
      ></text-form>
    </modal-dialog>`;
  }

  #renderTravel() {
    return html`<travel-panel
      .reports=${this.reports}
      .nameOf=${this.#nameOf}
      @dialog-closed=${this.#close}
    ></travel-panel>`;
  }

  #renderSettings() {
    return html`<settings-dialog @dialog-closed=${this.#close}>
      <div class="devices">
        ${this.#renderDevices('microphone')}
        ${this.controls.canChooseOutput ? this.#renderDevices('output') : ''}
      </div>
    </settings-dialog>`;
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

  #retitle({ text: title }: TextTypedEvent): void {
    if (title !== this.inside.stage.title)
      this.#wish({ type: 'command', command: { type: 'retitle', title } });
    this.#close();
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

  readonly #nameOf = (peer: string) => {
    const { stage, audience } = this.inside;
    return [...stage.people, ...audience.people, ...audience.hands].find(({ id }) => id === peer)?.name;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'room-dialogs': RoomDialogs;
  }
}
