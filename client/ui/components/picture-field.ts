import { msg } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { MemberCard } from '../../../shared/protocol/members.ts';
import type { RefusalReason } from '../../../shared/room/refusals.ts';
import { type PictureFault, readPicture, squarePicture } from '../../session/square-picture.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { baseStyle } from '../styles/base-style.ts';
import { buttonStyle } from '../styles/button-style.ts';
import { pictureFaultWords } from '../words/picture-words.ts';
import { refusalWords } from '../words/refusal-words.ts';
import { faceOf } from './person-face.ts';
import './picture-dialog.ts';
import type { CropChosenEvent } from './picture-dialog.ts';

/** A picture was made as the server takes it; null to have none. */
export class PictureMadeEvent extends Event {
  readonly webp: Blob | null;

  constructor(webp: Blob | null) {
    super('picture-made');
    this.webp = webp;
  }
}

/**
 * One's own face, and the way to another: a file is chosen or dropped, then the part of it that is shown.
 * @fires picture-made
 */
@customElement('picture-field')
export class PictureField extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    css`
      .field {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-4) var(--space-5);
        padding: var(--space-4);
        border: 1px dashed transparent;
        border-radius: var(--radius-tray);
        margin: calc(-1 * var(--space-4));
        --face-size: 104px;
      }
      .over {
        border-color: var(--press);
        background: var(--tray);
      }
      .does {
        display: grid;
        gap: var(--space-2);
        flex: 1 1 12rem;
        min-width: 0;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-3);
      }
      .warn {
        padding-inline: var(--space-1);
      }
      .fault {
        color: var(--live-text);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) member!: Pick<MemberCard, 'name' | 'handle' | 'picture'>;
  /** Whether the server's answer is on its way. */
  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) refused: RefusalReason | null = null;
  /** What has just been done, in words. */
  @property() said = '';
  @state() private fault: PictureFault | null = null;
  @state() private reading = false;
  @state() private over = false;
  /** What was chosen, while its part is being chosen. */
  @state() private chosen: HTMLCanvasElement | null = null;
  @query('input') private input!: HTMLInputElement;

  constructor() {
    super();
    new LocaleController(this);
  }

  override render() {
    return html`<div
        class="field ${this.over ? 'over' : ''}"
        role="group"
        aria-label=${msg('Your picture')}
        @dragover=${this.#dragOver}
        @dragleave=${this.#dragLeave}
        @drop=${this.#drop}
      >
        ${faceOf(this.member)}
        <div class="does">${this.#renderButtons()} ${this.#renderHint()}</div>
      </div>
      ${this.chosen ? this.#renderDialog(this.chosen) : nothing}`;
  }

  #renderButtons() {
    const wait = this.busy || this.reading;
    return html`<input
        type="file"
        accept="image/*"
        hidden
        aria-label=${msg('Your picture')}
        @change=${this.#pick}
      />
      <div class="row">
        <button type="button" aria-disabled=${wait ? 'true' : 'false'} @click=${this.#askForFile}>
          ${wait ? msg('One moment…') : msg('Choose a picture')}
        </button>
        ${this.member.picture ? this.#renderRemoval(wait) : nothing}
      </div>`;
  }

  #renderRemoval(wait: boolean) {
    return html`<button
      class="warn"
      type="button"
      aria-disabled=${wait ? 'true' : 'false'}
      @click=${this.#remove}
    >
      ${msg('Remove picture')}
    </button>`;
  }

  #renderHint() {
    const fault = this.#faultWords();
    return html`${fault && !this.chosen ? html`<p class="small fault" role="alert">${fault}</p>` : nothing}
      <p class="small">
        ${msg('You can also drop one here. It is made small in your browser before it is sent.')}
      </p>
      <p class="small" role="status">${this.said}</p>`;
  }

  #renderDialog(picture: HTMLCanvasElement) {
    return html`<picture-dialog
      .picture=${picture}
      .busy=${this.busy || this.reading}
      .fault=${this.#faultWords()}
      @crop-chosen=${this.#make}
      @dialog-closed=${this.close}
    ></picture-dialog>`;
  }

  /** The picture was taken, or given up. */
  close(): void {
    this.chosen = null;
    this.fault = null;
  }

  #faultWords(): string {
    if (this.fault) return pictureFaultWords(this.fault);
    return this.refused ? refusalWords(this.refused) : '';
  }

  #askForFile(): void {
    if (!this.busy && !this.reading) this.input.click();
  }

  #remove(): void {
    if (!this.busy && !this.reading) this.dispatchEvent(new PictureMadeEvent(null));
  }

  #pick(): void {
    const file = this.input.files?.[0];
    // Emptied, so that choosing the same file once more is a change again.
    if (file) void this.#read(file).then(() => (this.input.value = ''));
  }

  #dragOver(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.over = true;
  }

  #dragLeave(): void {
    this.over = false;
  }

  #drop(event: DragEvent): void {
    event.preventDefault();
    this.over = false;
    const file = event.dataTransfer?.files[0];
    if (file && !this.busy && !this.reading) void this.#read(file);
  }

  async #read(file: File): Promise<void> {
    this.reading = true;
    const read = await readPicture(file);
    this.reading = false;
    this.fault = 'fault' in read ? read.fault : null;
    this.chosen = 'picture' in read ? read.picture : null;
  }

  async #make({ crop }: CropChosenEvent): Promise<void> {
    if (!this.chosen) return;
    this.reading = true;
    const made = await squarePicture(this.chosen, crop);
    this.reading = false;
    this.fault = 'fault' in made ? made.fault : null;
    if ('webp' in made) this.dispatchEvent(new PictureMadeEvent(made.webp));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'picture-field': PictureField;
  }
}
