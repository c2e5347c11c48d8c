import { msg, str } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Smartphone } from 'lucide';
import type { OneTimeLink, SignedInDevice } from '../../../../shared/protocol/members.ts';
import type { MembersApi } from '../../../session/members-api.ts';
import '../../components/ask-again.ts';
import '../../components/confirm-dialog.ts';
import '../../components/device-link-dialog.ts';
import '../../components/device-rows.ts';
import type { DevicePressedEvent } from '../../components/device-rows.ts';
import '../../components/line-icon.ts';
import { ActController } from '../../controllers/act-controller.ts';
import { AnswerController } from '../../controllers/answer-controller.ts';
import { LocaleController } from '../../controllers/locale-controller.ts';
import { baseStyle } from '../../styles/base-style.ts';
import { buttonStyle } from '../../styles/button-style.ts';
import { sectionStyle } from '../../styles/section-style.ts';
import { deviceWords } from '../../words/device-words.ts';
import { refusalWords } from '../../words/refusal-words.ts';

/** For how long a link works, should this device's clock tell otherwise. */
const LINK_MS = 10 * 60_000;

/** Where one is signed in, the way to sign in on one more device, and out on any. */
@customElement('device-section')
export class DeviceSection extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    sectionStyle,
    css`
      .row .warn {
        padding-inline-start: 0;
      }
    `,
  ];

  @property({ attribute: false }) members!: MembersApi;
  /** Leaves the page for one that knows that nobody is signed in any more. */
  @property({ attribute: false }) signedOut!: () => void;
  @state() private open: 'link' | 'everywhere' | SignedInDevice | null = null;
  @state() private until = 0;
  readonly #devices = new AnswerController<readonly SignedInDevice[]>(this);
  readonly #link = new AnswerController<OneTimeLink>(this);
  readonly #act = new ActController(this);

  constructor() {
    super();
    new LocaleController(this);
  }

  protected override firstUpdated(): void {
    void this.#load();
  }

  override render() {
    return html`<section>
      <h2 class="serif">${msg('Devices')}</h2>
      ${this.#renderDevices()}
      ${this.#act.refused ? html`<p class="fault" role="alert">${refusalWords(this.#act.refused)}</p>` : nothing}
      <div class="row">
        <button type="button" @click=${this.#offer}>
          <line-icon .icon=${Smartphone}></line-icon>${msg('Link a device')}
        </button>
        <button class="warn" type="button" @click=${this.#askEverywhere}>
          ${msg('Sign out everywhere')}
        </button>
      </div>
      ${this.#renderDialog()}
    </section>`;
  }

  #renderDevices() {
    const { value, refused } = this.#devices;
    if (value) return html`<device-rows .devices=${value} @device-pressed=${this.#press}></device-rows>`;
    if (refused) return html`<ask-again .why=${refused} @asked-again=${this.#load}></ask-again>`;
    return html`<p class="small" role="status">${msg('One moment…')}</p>`;
  }

  #renderDialog() {
    const { open } = this;
    if (open === null) return nothing;
    if (open === 'link') return this.#renderLink();
    return open === 'everywhere' ? this.#renderEverywhere() : this.#renderSignOut(open);
  }

  #renderLink() {
    const { value, refused } = this.#link;
    const link = value && { address: `${location.origin}/sign-in#${value.token}`, until: this.until };
    return html`<device-link-dialog
      .link=${link}
      .refused=${refused}
      @asked-again=${this.#offer}
      @dialog-closed=${this.#close}
    ></device-link-dialog>`;
  }

  #renderEverywhere() {
    return html`<confirm-dialog
      .heading=${msg('Sign out everywhere?')}
      .text=${msg('You are signed out of all your browsers, of this one too. To come back you need a passkey, or a link from whoever runs the server.')}
      .action=${msg('Sign out everywhere')}
      @confirmed=${this.#signOutEverywhere}
      @dialog-closed=${this.#close}
    ></confirm-dialog>`;
  }

  #renderSignOut(device: SignedInDevice) {
    const browser = deviceWords(device.description);
    return html`<confirm-dialog
      .heading=${msg('Sign out there?')}
      .text=${msg(str`${browser} is no longer you, at once. If it is in a room, it leaves.`)}
      .action=${msg('Sign out')}
      @confirmed=${() => void this.#signOut(device)}
      @dialog-closed=${this.#close}
    ></confirm-dialog>`;
  }

  readonly #load = async () => this.#devices.ask(this.members.fetchDevices());

  readonly #offer = async () => {
    this.#link.forget();
    this.open = 'link';
    await this.#link.ask(this.members.offerDeviceLink());
    const left = (this.#link.value?.expiresAt ?? 0) - Date.now();
    // Two clocks need not agree: what cannot be is taken for the whole time.
    this.until = Date.now() + (left > 0 && left < LINK_MS ? left : LINK_MS);
  };

  readonly #close = () => {
    // Somebody may have signed in by the link meanwhile.
    if (this.open === 'link') void this.#load();
    this.open = null;
  };

  #askEverywhere(): void {
    this.open = 'everywhere';
  }

  #press({ device }: DevicePressedEvent): void {
    this.open = device;
  }

  async #signOut(device: SignedInDevice): Promise<void> {
    this.open = null;
    const done = await this.#act.do(() => this.members.signOutDevice(device.id));
    if (done !== undefined) await this.#load();
  }

  async #signOutEverywhere(): Promise<void> {
    this.open = null;
    const done = await this.#act.do(() => this.members.signOutEverywhere());
    if (done !== undefined) this.signedOut();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'device-section': DeviceSection;
  }
}
