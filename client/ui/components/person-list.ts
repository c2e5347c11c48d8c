import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { LocaleController } from '../controllers/locale-controller.ts';
import type { RoomPerson } from '../room-people.ts';
import { baseStyle } from '../styles/base-style.ts';
import './stage-tile.ts';
import './listener-tile.ts';

/** People as a list of circles: large ones on stage, small ones in the audience. */
@customElement('person-list')
export class PersonList extends LitElement {
  static override styles = [
    baseStyle,
    css`
      ul {
        display: grid;
        /* The circles, not their cells, are to stand in line with the title. */
        margin-inline: calc((var(--face-size) - var(--cell)) / 2);
      }
      .stage {
        --face-size: 86px;
        --cell: 100px;
        grid-template-columns: repeat(auto-fill, minmax(var(--cell), 1fr));
        gap: var(--space-4) var(--space-2);
      }
      .audience {
        --face-size: 52px;
        --cell: 72px;
        grid-template-columns: repeat(auto-fill, minmax(var(--cell), 1fr));
        gap: var(--space-2) 0;
      }
      @media (min-width: 900px) {
        .stage {
          --face-size: 104px;
          --cell: 130px;
          grid-template-columns: repeat(auto-fill, var(--cell));
          gap: var(--space-5) var(--space-2);
        }
        .audience {
          --cell: 80px;
          grid-template-columns: repeat(auto-fill, var(--cell));
        }
      }
      li {
        min-width: 0;
        animation: arrive var(--soft) var(--ease);
      }
      @keyframes arrive {
        from {
          opacity: 0;
          transform: scale(0.9);
        }
      }
    `,
  ];

  @property({ attribute: false }) people: readonly RoomPerson[] = [];
  @property() place: 'stage' | 'audience' = 'stage';
  @property() label = '';
  @property({ attribute: false }) levelOf: (id: string) => number = () => 0;

  constructor() {
    super();
    new LocaleController(this);
  }

  override render() {
    return html`<ul class=${this.place} role="list" aria-label=${this.label}>
      ${repeat(
        this.people,
        ({ id }) => id,
        (person) => html`<li>${this.#renderPerson(person)}</li>`,
      )}
    </ul>`;
  }

  #renderPerson(person: RoomPerson) {
    return this.place === 'stage'
      ? html`<stage-tile .person=${person} .levelOf=${this.levelOf}></stage-tile>`
      : html`<listener-tile .person=${person}></listener-tile>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'person-list': PersonList;
  }
}
