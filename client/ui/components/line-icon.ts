import { css, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { IconNode } from 'lucide';

const SVG = 'http://www.w3.org/2000/svg';

/** One of Lucide's icons, 1.25em large and in the colour of the text. Decoration: what it means is said beside it. */
@customElement('line-icon')
export class LineIcon extends LitElement {
  static override styles = css`
    :host {
      display: inline-flex;
      flex: none;
    }
    svg {
      width: var(--icon-size, 1.35em);
      height: var(--icon-size, 1.35em);
      fill: var(--icon-fill, none);
      stroke: currentcolor;
      stroke-width: var(--icon-stroke, 1.75);
      stroke-linecap: round;
      stroke-linejoin: round;
    }
  `;

  @property({ attribute: false }) icon: IconNode = [];

  override render(): SVGElement {
    const shapes = this.icon.map(([tag, attributes]) => shape(tag, attributes));
    const drawing = shape('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' });
    drawing.append(...shapes);
    return drawing;
  }
}

function shape(tag: string, attributes: Record<string, string | number | undefined>): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}

declare global {
  interface HTMLElementTagNameMap {
    'line-icon': LineIcon;
  }
}
