import { msg } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { STAGE_LIMIT } from '../../../../shared/room/limits.ts';
import { mayRaiseHand, type Person } from '../../../../shared/room/state.ts';
import type { DeviceChoice, Inside, RoomControls } from '../../../session/room-state.ts';
import '../../components/room-bar.ts';
import { LocaleController } from '../../controllers/locale-controller.ts';
import { ownPlace } from '../../room-people.ts';
import { RoomWishEvent } from '../../room-wish.ts';
import { baseStyle } from '../../styles/base-style.ts';
import { buttonStyle } from '../../styles/button-style.ts';
import { placeInLineWords } from '../../words/count-words.ts';
import { fetchFurther } from './fetch-further.ts';

/**
 * The foot of a room: the bar, and above it what concerns it: the microphone's panel, or where one's hand is in line.
 * @fires room-wish
 */
@customElement('room-footer')
export class RoomFooter extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    css`
      :host {
        border-top: 1px solid var(--line);
        background: var(--sheet);
        padding-bottom: env(safe-area-inset-bottom);
      }
      microphone-panel {
        margin: var(--space-3) calc(var(--gutter) - 6px) 0;
      }
      .hint {
        padding: var(--space-3) var(--gutter) 0;
        color: var(--ink-soft);
        font-size: var(--type-label);
        text-align: center;
        text-wrap: balance;
      }
    `,
  ];

  @property({ attribute: false }) inside!: Inside;
  @property({ attribute: false }) controls!: RoomControls;
  @property({ attribute: false }) person: Person | null = null;
  /** A moderator has just asked to unmute. */
  @property({ type: Boolean }) asked = false;
  /** Whether the microphone's panel is open, and what there is to choose from. */
  @property({ type: Boolean }) choosing = false;
  @property({ attribute: false }) devices: DeviceChoice | null = null;

  constructor() {
    super();
    new LocaleController(this);
  }

  protected override firstUpdated(): void {
    void fetchFurther();
  }

  override render() {
    const { personal, muted } = this.inside;
    const onStage = ownPlace(this.inside) !== undefined;
    return html`
      ${onStage && this.choosing ? this.#renderPanel() : nothing} ${onStage ? nothing : this.#renderHint()}
      <room-bar
        .onStage=${onStage}
        .muted=${muted}
        .handRaised=${personal.handRaisedAt !== null}
        .mayRaise=${this.#mayRaise()}
        .asked=${this.asked}
        .level=${this.#ownLevel}
      ></room-bar>
    `;
  }

  #renderPanel() {
    return html`<microphone-panel
      .muted=${this.inside.muted}
      .microphone=${this.inside.microphone}
      .devices=${this.devices}
      .canChooseOutput=${this.controls.canChooseOutput}
      .level=${this.#ownLevel}
    ></microphone-panel>`;
  }

  #renderHint() {
    const { stage, personal } = this.inside;
    if (personal.handRaisedAt !== null)
      return html`<p class="hint">${placeInLineWords(this.#placeInLine())}</p>`;
    if (this.person?.personId === stage.ownerId) return this.#renderReturn();
    if (this.#mayRaise()) return nothing;
    return html`<p class="hint">
      ${stage.hands === 'off' ? msg('Hands are closed at the moment.') : msg('Members may raise a hand here.')}
    </p>`;
  }

  /** The owner needs nobody's invitation. */
  #renderReturn() {
    const full = this.inside.stage.people.length >= STAGE_LIMIT;
    if (full) return html`<p class="hint"><refusal-line .reason=${'stage-full'}></refusal-line></p>`;
    return html`<p class="hint">
      <button type="button" @click=${this.#return}>${msg('Come back on stage')}</button>
    </p>`;
  }

  #return(): void {
    const command = { type: 'bring-on-stage', who: this.inside.you } as const;
    this.dispatchEvent(new RoomWishEvent({ type: 'command', command }));
  }

  #mayRaise(): boolean {
    return mayRaiseHand(this.inside.stage.hands, this.person?.kind ?? 'guest');
  }

  #placeInLine(): number | undefined {
    const { audience, you } = this.inside;
    const index = audience.hands.findIndex(({ id }) => id === you);
    return index < 0 ? undefined : index + 1;
  }

  readonly #ownLevel = () => this.controls.levelOf(this.inside.you);
}

declare global {
  interface HTMLElementTagNameMap {
    'room-footer': RoomFooter;
  }
}
