import { css, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Person } from '../../../shared/room/state.ts';
import { faceOf } from './person-face.ts';

const SHOWN = 3;

/** The first few faces, overlapping. Decoration: the names are said beside it. */
@customElement('face-row')
export class FaceRow extends LitElement {
  static override styles = css`
    :host {
      display: inline-flex;
      flex: none;
    }
    person-face {
      box-shadow: 0 0 0 2px var(--under, var(--paper));
    }
    person-face + person-face {
      margin-inline-start: calc(var(--face-size, 40px) * -0.28);
    }
  `;

  @property({ attribute: false }) people: readonly Person[] = [];

  override render() {
    return this.people.slice(0, SHOWN).map(faceOf);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'face-row': FaceRow;
  }
}
