import type { PropertyValues } from 'lit';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Person } from '../../../shared/room/state.ts';
import { generatedFace, initialOf } from '../face-tone.ts';

/** A person's circle, `--face-size` wide: their picture, or a generated one. Decoration: the name is said beside it. */
@customElement('person-face')
export class PersonFace extends LitElement {
  static override styles = css`
    :host {
      display: grid;
      place-items: center;
      flex: none;
      width: var(--face-size, 40px);
      height: var(--face-size, 40px);
      border-radius: 50%;
      overflow: hidden;
      /* Rings like those of a voice. They only darken: the initial stays legible. */
      background:
        repeating-radial-gradient(
          circle at var(--from),
          #0000 0 calc(var(--gap) * 0.45),
          #00000024 calc(var(--gap) * 0.5),
          #0000000f calc(var(--gap) * 0.94),
          #0000 var(--gap)
        ),
        var(--tone);
      color: var(--on-face);
      font: 400 calc(var(--face-size, 40px) * 0.42) / 1 var(--serif);
      user-select: none;
    }
    /* Drawn, not written: the initial is no text to be found, copied or spoken. */
    :host::before {
      content: attr(data-initial);
    }
    :host::before,
    img {
      grid-area: 1 / 1;
    }
    img {
      width: 100%;
      height: 100%;
      object-fit: cover;
    }
    @media (forced-colors: active) {
      :host {
        border: 1px solid CanvasText;
      }
    }
  `;

  @property() name = '';
  /** '' for a guest. */
  @property() handle = '';
  /** The name of the picture in `/pictures`; '' for none. */
  @property() picture = '';
  /** The picture that could not be loaded. */
  @state() private missing = '';

  override connectedCallback(): void {
    super.connectedCallback();
    this.ariaHidden = 'true';
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('name') && !changed.has('handle')) return;
    const { tone, x, y, gap } = generatedFace(this.handle, this.name);
    this.style.setProperty('--tone', tone);
    this.style.setProperty('--from', `${x}% ${y}%`);
    this.style.setProperty('--gap', `${gap}%`);
    this.dataset['initial'] = initialOf(this.name);
  }

  override render() {
    const { picture } = this;
    if (!picture || picture === this.missing) return nothing;
    return html`<img
      src="/pictures/${picture}.webp"
      alt=""
      loading="lazy"
      decoding="async"
      draggable="false"
      @error=${this.#miss}
    />`;
  }

  #miss(): void {
    this.missing = this.picture;
  }
}

/** The face of somebody, as messages and lists name people. */
export function faceOf({
  name,
  handle,
  picture,
}: Pick<Person, 'name' | 'handle'> & { readonly picture?: string | null }) {
  return html`<person-face .name=${name} .handle=${handle ?? ''} .picture=${picture ?? ''}></person-face>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'person-face': PersonFace;
  }
}
