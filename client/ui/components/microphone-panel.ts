import { msg } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { X } from 'lucide';
import type { MicrophoneState } from '../../media/microphone.ts';
import type { DeviceChoice } from '../../session/room-state.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { RoomWishEvent } from '../room-wish.ts';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import { microphoneFailureWords } from '../words/microphone-words.ts';
import './device-select.ts';
import type { DeviceChosenEvent } from './device-select.ts';
import './level-meter.ts';
import './line-icon.ts';

/**
 * Choosing and trying the microphone, just above the bar whose large button unmutes it: nothing is in the way of the room.
 * @fires room-wish `choose-microphone`, `choose-output`, `hide-microphone`
 */
@customElement('microphone-panel')
export class MicrophonePanel extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    css`
      section {
        position: relative;
        display: grid;
        gap: var(--space-3);
        padding: var(--space-4) var(--space-5) var(--space-5);
        border-radius: var(--radius-tray);
        background: var(--tray);
        animation: rise var(--soft) var(--ease);
      }
      @keyframes rise {
        from {
          opacity: 0;
          transform: translateY(12px);
        }
      }
      h2 {
        padding-inline-end: 40px;
      }
      .icon {
        position: absolute;
        inset: var(--space-2) var(--space-2) auto auto;
      }
      .choices {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr));
        gap: var(--space-3);
      }
      /* On a phone the settings have room for it. */
      @media (max-width: 599px) {
        .output {
          display: none;
        }
      }
      .fault {
        color: var(--live-text);
        font-weight: 600;
      }
    `,
  ];

  @property({ type: Boolean }) muted = true;
  @property({ attribute: false }) microphone: MicrophoneState = { status: 'off' };
  @property({ attribute: false }) devices: DeviceChoice | null = null;
  @property({ type: Boolean }) canChooseOutput = false;
  @property({ attribute: false }) level: () => number = () => 0;

  constructor() {
    super();
    new LocaleController(this);
  }

  override render() {
    return html`<section aria-labelledby="heading">
      <h2 class="serif" id="heading">
        ${this.muted ? msg('You are on stage, muted.') : msg('You can be heard.')}
      </h2>
      <button class="icon" type="button" aria-label=${msg('Close')} @click=${this.#hide}>
        <line-icon .icon=${X}></line-icon>
      </button>
      ${this.#renderAdvice()} ${this.#renderChoices()} ${this.#renderMeter()}
    </section>`;
  }

  #renderAdvice() {
    const { microphone } = this;
    if (microphone.status === 'failed') {
      return html`<p class="small fault">${microphoneFailureWords(microphone.why)}</p>`;
    }
    if (microphone.status === 'asking')
      return html`<p class="small">${msg('Your browser is asking you now.')}</p>`;
    if (!this.muted) return nothing;
    return html`<p class="small">${msg('Press the microphone when you want to speak.')}</p>`;
  }

  #renderChoices() {
    const { devices } = this;
    if (!devices || this.microphone.status === 'off') return nothing;
    return html`<div class="choices">
      <device-select
        .label=${msg('Microphone')}
        .devices=${devices.microphones}
        .chosen=${devices.microphone}
        @device-chosen=${this.#chooseMicrophone}
      ></device-select>
      ${this.canChooseOutput ? this.#renderOutputs(devices) : nothing}
    </div>`;
  }

  #renderOutputs(devices: DeviceChoice) {
    return html`<device-select
      class="output"
      .label=${msg('Loudspeaker')}
      .devices=${devices.outputs}
      .chosen=${devices.output}
      @device-chosen=${this.#chooseOutput}
    ></device-select>`;
  }

  #renderMeter() {
    if (this.microphone.status !== 'on') return nothing;
    return html`<level-meter .level=${this.level}></level-meter>
      <p class="small">${msg('Say something: the bar moves when your microphone hears you.')}</p>`;
  }

  #chooseMicrophone({ deviceId }: DeviceChosenEvent): void {
    this.dispatchEvent(new RoomWishEvent({ type: 'choose-microphone', deviceId }));
  }

  #chooseOutput({ deviceId }: DeviceChosenEvent): void {
    this.dispatchEvent(new RoomWishEvent({ type: 'choose-output', deviceId }));
  }

  #hide(): void {
    this.dispatchEvent(new RoomWishEvent({ type: 'hide-microphone' }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'microphone-panel': MicrophonePanel;
  }
}
