import { msg } from '@lit/localize';
import { css, html, LitElement, nothing, svg } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Person } from '../../../shared/room/state.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { type GeneratedFace, generatedFace, initialOf } from '../face-tone.ts';
import { type Figure, type NamePlace, SCENE_WIDTH, type Surroundings } from '../travel-rows.ts';
import { type Scene, sceneOf, type Way } from '../travel-scene.ts';

/** A longer name would reach the edge of the drawing. */
const NAME_FITS = 11;
const FITTING = /^(.{1,10}).*$/u;

/** One's own surroundings in the room's audio, drawn. Whoever cannot see it hears its sentence. */
@customElement('travel-drawing')
export class TravelDrawing extends LitElement {
  static override styles = css`
    :host {
      display: block;
    }
    svg {
      display: block;
      width: 100%;
      max-width: 368px;
      margin-inline: auto;
      overflow: visible;
    }
    text {
      fill: var(--ink-soft);
      font: 600 12px / 1 var(--sans);
    }
    .stage {
      fill: var(--tray);
    }
    .initial {
      fill: var(--on-face);
      font-family: var(--serif);
      font-weight: 400;
      text-anchor: middle;
      dominant-baseline: central;
    }
    .nobody {
      fill: var(--sheet);
      stroke: var(--outline);
      stroke-width: 1.5;
    }
    .more {
      text-anchor: middle;
      dominant-baseline: central;
    }
    .own {
      fill: none;
      stroke: var(--ring);
      stroke-width: 2.5;
    }
    .own.faint {
      stroke-width: 1.5;
      opacity: 0.5;
    }
    .own-name {
      fill: var(--ink);
    }
    path {
      fill: none;
      stroke: var(--press);
      stroke-width: 2;
      stroke-linecap: round;
    }
    .ready {
      stroke-dasharray: 5 6;
    }
    .beyond {
      stroke: var(--outline);
      stroke-dasharray: 1 6;
    }
    .troubled {
      stroke: var(--live);
    }
    .bead {
      fill: var(--ink-faint);
    }
    /* Which way the audio goes; with still pictures that is down. */
    .drop {
      display: none;
    }
    @media (prefers-reduced-motion: no-preference) {
      .drop {
        display: inline;
        stroke-width: 5;
        stroke-dasharray: 0.1 27.9;
        animation: flow 2.4s linear infinite;
      }
      @keyframes flow {
        to {
          stroke-dashoffset: -28;
        }
      }
    }
    @media (forced-colors: active) {
      .face {
        stroke: CanvasText;
      }
      path {
        stroke: LinkText;
      }
    }
  `;

  @property({ attribute: false }) around!: Surroundings;
  /** What it shows, in a sentence or two. */
  @property() words = '';
  /** Pictures that could not be loaded. */
  @state() private missing: ReadonlySet<string> = new Set();

  constructor() {
    super();
    new LocaleController(this);
  }

  override render() {
    const scene = sceneOf(this.around);
    return html`<svg role="img" aria-label=${this.words} viewBox="0 0 ${SCENE_WIDTH} ${scene.height}">
      ${renderStage(scene)} ${scene.ways.map(renderWay)} ${scene.beads.map(renderBead)}
      ${scene.figures.map((figure, index) => this.#renderFigure(figure, `face-${index}`))}
    </svg>`;
  }

  #renderFigure(figure: Figure, id: string) {
    return svg`
      ${figure.person ? this.#renderFace(figure.person, figure, id) : renderNobody(figure)}
      ${figure.you ? renderRings(figure) : nothing}
      ${figure.name ? renderName(figure, figure.name) : nothing}
    `;
  }

  /** As `person-face` draws it. */
  #renderFace({ name, handle = '', picture = '' }: Person, { x, y, radius }: Figure, id: string) {
    return svg`<g transform="translate(${x - radius} ${y - radius})">
      ${renderGenerated(generatedFace(handle, name), radius, id)}
      <text class="initial" x=${radius} y=${radius} style="font-size: ${radius * 0.84}px">${initialOf(name)}</text>
      ${picture && !this.missing.has(picture) ? this.#renderPicture(picture, 2 * radius) : nothing}
    </g>`;
  }

  #renderPicture(picture: string, side: number) {
    return svg`<image
      href="/pictures/${picture}.webp"
      width=${side}
      height=${side}
      preserveAspectRatio="xMidYMid slice"
      clip-path="circle(50%)"
      @error=${() => (this.missing = new Set([...this.missing, picture]))}
    ></image>`;
  }
}

function renderStage({ stageFoot }: Scene) {
  return svg`
    <rect class="stage" width=${SCENE_WIDTH} height=${stageFoot} rx="20"></rect>
    <text x="16" y="20">${msg('On stage')}</text>
  `;
}

function renderWay({ path, look, troubled }: Way) {
  const kind = `${look} ${troubled ? 'troubled' : ''}`;
  return svg`
    <path class=${kind} d=${path}></path>
    ${look === 'flows' ? svg`<path class="drop ${kind}" d=${path}></path>` : nothing}
  `;
}

function renderBead({ x, y }: Scene['beads'][number]) {
  return svg`<circle class="bead" cx=${x} cy=${y} r="3"></circle>`;
}

function renderNobody({ x, y, radius, more }: Figure) {
  return svg`
    <circle class="nobody" cx=${x} cy=${y} r=${radius}></circle>
    ${more > 0 ? svg`<text class="more" x=${x} y=${y}>+${more}</text>` : nothing}
  `;
}

function renderGenerated({ tone, x, y, gap }: GeneratedFace, radius: number, id: string) {
  const [left, top] = [x / 100, y / 100];
  const corner = Math.hypot(Math.max(left, 1 - left), Math.max(top, 1 - top));
  return svg`
    <radialGradient id=${id} spreadMethod="repeat" cx=${left} cy=${top} r=${(corner * gap) / 100}>
      <stop offset="0.45" stop-color="#0000"></stop>
      <stop offset="0.5" stop-color="#00000024"></stop>
      <stop offset="0.94" stop-color="#0000000f"></stop>
      <stop offset="1" stop-color="#0000"></stop>
    </radialGradient>
    <circle cx=${radius} cy=${radius} r=${radius} fill=${tone}></circle>
    <circle class="face" cx=${radius} cy=${radius} r=${radius} fill="url(#${id})"></circle>
  `;
}

function renderRings({ x, y, radius }: Figure) {
  return svg`
    <circle class="own" cx=${x} cy=${y} r=${radius + 4}></circle>
    <circle class="own faint" cx=${x} cy=${y} r=${radius + 8}></circle>
  `;
}

function renderName({ person, you }: Figure, { x, y, side }: NamePlace) {
  const words = you ? msg('You') : shortened(person?.name ?? msg('Somebody'));
  const anchor = side === 'left' ? 'end' : 'start';
  return svg`<text class=${you ? 'own-name' : ''} x=${x} y=${y} text-anchor=${anchor}>${words}</text>`;
}

/** Their first name, as much of it as fits. */
function shortened(name: string): string {
  const [first = name] = name.split(' ');
  const word = name.length > NAME_FITS ? first : name;
  return word.length > NAME_FITS ? word.replace(FITTING, '$1…') : word;
}

declare global {
  interface HTMLElementTagNameMap {
    'travel-drawing': TravelDrawing;
  }
}
