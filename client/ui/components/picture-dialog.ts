import { msg } from '@lit/localize';
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { centre, type Crop, MOST_ZOOM, moved, squareOf, zoomed } from '../../session/picture-crop.ts';
import { fieldStyle } from '../styles/field-style.ts';
import { ModalElement } from './modal-element.ts';

/** Of the circle in the dialog, in CSS pixels; it is drawn twice as fine. */
const SHOWN = 240;
/** By how much of the circle an arrow key moves the picture. */
const STEP = 0.05;

/** This part of the picture was chosen. */
export class CropChosenEvent extends Event {
  readonly crop: Crop;

  constructor(crop: Crop) {
    super('crop-chosen');
    this.crop = crop;
  }
}

/**
 * A picture in the circle in which it will be shown, to be moved (by dragging or with the arrow keys) and enlarged.
 * @fires crop-chosen
 * @fires dialog-closed when it was turned down
 */
@customElement('picture-dialog')
export class PictureDialog extends ModalElement {
  static override styles = [
    ModalElement.styles,
    fieldStyle,
    css`
      canvas {
        justify-self: center;
        width: ${SHOWN}px;
        height: ${SHOWN}px;
        border-radius: 50%;
        background: var(--tray);
        cursor: move;
        touch-action: none;
      }
      .zoom {
        display: grid;
      }
      .fault {
        color: var(--live-text);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) picture!: HTMLCanvasElement;
  @property({ type: Boolean }) busy = false;
  /** Why the picture was not taken, in words. */
  @property() fault = '';
  @state() private crop: Crop = centre;
  @query('canvas') private canvas!: HTMLCanvasElement;

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { left, top, side } = squareOf(this.picture, this.crop);
    const { width, height } = this.canvas;
    this.canvas.getContext('2d')?.drawImage(this.picture, left, top, side, side, 0, 0, width, height);
  }

  protected override words(): string {
    return msg('Your picture');
  }

  protected override renderBody() {
    return html`
      <canvas
        width=${SHOWN * 2}
        height=${SHOWN * 2}
        tabindex="0"
        role="application"
        aria-label=${msg('The part that will be shown. The arrow keys move it.')}
        @pointerdown=${this.#grasp}
        @pointermove=${this.#drag}
        @keydown=${this.#moveByKey}
      ></canvas>
      <p class="small">${msg('Drag the picture, or move it with the arrow keys.')}</p>
      <div class="zoom">
        <label for="zoom">${msg('Zoom')}</label>
        <input
          id="zoom"
          type="range"
          min="1"
          max=${MOST_ZOOM}
          step="0.05"
          .value=${String(this.crop.zoom)}
          @input=${this.#zoom}
        />
      </div>
      ${this.fault ? html`<p class="fault" role="alert">${this.fault}</p>` : nothing}
    `;
  }

  protected override renderActions() {
    return html`
      <button type="button" @click=${this.closed}>${msg('Cancel')}</button>
      <button class="main" type="button" aria-disabled=${this.busy ? 'true' : 'false'} @click=${this.#choose}>
        ${this.busy ? msg('One moment…') : msg('Use this picture')}
      </button>
    `;
  }

  #grasp({ pointerId }: PointerEvent): void {
    this.canvas.setPointerCapture(pointerId);
  }

  #drag({ buttons, movementX, movementY }: PointerEvent): void {
    if (buttons !== 0) this.#move(-movementX / SHOWN, -movementY / SHOWN);
  }

  #moveByKey(event: KeyboardEvent): void {
    const [right, down] = steps[event.key] ?? [0, 0];
    if (right === 0 && down === 0) return;
    event.preventDefault();
    this.#move(right * STEP, down * STEP);
  }

  #move(right: number, down: number): void {
    this.crop = moved(this.picture, this.crop, right, down);
  }

  #zoom(event: Event): void {
    this.crop = zoomed(this.picture, this.crop, (event.target as HTMLInputElement).valueAsNumber);
  }

  #choose(): void {
    if (!this.busy) this.dispatchEvent(new CropChosenEvent(this.crop));
  }
}

const steps: Readonly<Record<string, readonly [right: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

declare global {
  interface HTMLElementTagNameMap {
    'picture-dialog': PictureDialog;
  }
}
