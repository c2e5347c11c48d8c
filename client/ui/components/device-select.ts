import { msg, str } from '@lit/localize';
import { html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Device } from '../../session/room-state.ts';
import { baseStyle } from '../styles/base-style.ts';
import { fieldStyle } from '../styles/field-style.ts';

/** A device was chosen; '' is the system's choice. */
export class DeviceChosenEvent extends Event {
  readonly deviceId: string;

  constructor(deviceId: string) {
    super('device-chosen');
    this.deviceId = deviceId;
  }
}

/**
 * A choice among microphones or loudspeakers.
 * @fires device-chosen
 */
@customElement('device-select')
export class DeviceSelect extends LitElement {
  static override styles = [baseStyle, fieldStyle];

  @property() label = '';
  @property({ attribute: false }) devices: readonly Device[] = [];
  @property() chosen = '';

  override render() {
    const named = this.devices.filter(({ id }) => id !== '');
    // A device that was unplugged stays chosen, and the system's takes its place.
    const there = named.some(({ id }) => id === this.chosen);
    return html`
      <label for="device">${this.label}</label>
      <select id="device" @change=${this.#choose}>
        <option value="" .selected=${!there}>${msg('System')}</option>
        ${named.map((device, index) => this.#renderDevice(device, index + 1))}
      </select>
    `;
  }

  #renderDevice({ id, label }: Device, position: number) {
    return html`<option value=${id} .selected=${id === this.chosen}>
      ${label || msg(str`Device ${position}`)}
    </option>`;
  }

  #choose(event: Event): void {
    this.dispatchEvent(new DeviceChosenEvent((event.target as HTMLSelectElement).value));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'device-select': DeviceSelect;
  }
}
