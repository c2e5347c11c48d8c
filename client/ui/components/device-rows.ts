import { msg, str } from '@lit/localize';
import { html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { Monitor, Smartphone } from 'lucide';
import type { SignedInDevice } from '../../../shared/protocol/members.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import { rowListStyle } from '../styles/row-list-style.ts';
import { dayWords } from '../words/date-words.ts';
import { deviceWords } from '../words/device-words.ts';
import './line-icon.ts';

/** A device is to be signed out. */
export class DevicePressedEvent extends Event {
  readonly device: SignedInDevice;

  constructor(device: SignedInDevice) {
    super('device-pressed');
    this.device = device;
  }
}

/**
 * The browsers in which one is signed in.
 * @fires device-pressed to sign one out
 */
@customElement('device-rows')
export class DeviceRows extends LitElement {
  static override styles = [baseStyle, buttonStyle, rowListStyle];

  @property({ attribute: false }) devices: readonly SignedInDevice[] = [];

  constructor() {
    super();
    new LocaleController(this);
  }

  override render() {
    return html`<ul role="list" aria-label=${msg('Devices')}>
      ${repeat(
        this.devices,
        ({ id }) => id,
        (device) => html`<li>${this.#renderDevice(device)}</li>`,
      )}
    </ul>`;
  }

  #renderDevice(device: SignedInDevice) {
    const words = deviceWords(device.description);
    const when = dayWords(device.visitedAt, Date.now());
    return html`
      <line-icon .icon=${/iPhone|iPad|Android/.test(device.description) ? Smartphone : Monitor}></line-icon>
      <div class="what">
        <b>${words}</b>
        <span>${device.current ? msg('This browser') : msg(str`Last visit: ${when}`)}</span>
      </div>
      ${device.current ? '' : this.#renderSignOut(device, words)}
    `;
  }

  #renderSignOut(device: SignedInDevice, words: string) {
    return html`<button
      type="button"
      aria-label="${msg('Sign out')}: ${words}"
      @click=${() => this.dispatchEvent(new DevicePressedEvent(device))}
    >
      ${msg('Sign out')}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'device-rows': DeviceRows;
  }
}
