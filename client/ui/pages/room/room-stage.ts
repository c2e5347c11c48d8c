import { msg } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { Link, Share2 } from 'lucide';
import type { ListenerCard } from '../../../../shared/protocol/messages.ts';
import '../../components/line-icon.ts';
import '../../components/person-list.ts';
import { FocusKeepingController } from '../../controllers/focus-keeping-controller.ts';
import { LocaleController } from '../../controllers/locale-controller.ts';
import type { Inside, RoomControls } from '../../../session/room-state.ts';
import { audiencePerson, ownRole, stagePeople } from '../../room-people.ts';
import { RoomWishEvent } from '../../room-wish.ts';
import { baseStyle } from '../../styles/base-style.ts';
import { buttonStyle } from '../../styles/button-style.ts';
import { onlyHereWords } from '../../words/only-here-words.ts';
import { fetchFurther } from './fetch-further.ts';

/**
 * Who is in a room: the stage, (for moderators) who knocks and the hands, the audience.
 * @fires room-wish
 */
@customElement('room-stage')
export class RoomStage extends LitElement {
  static override styles = [
    baseStyle,
    buttonStyle,
    css`
      :host {
        display: grid;
        gap: var(--space-6);
      }
      section {
        display: grid;
        gap: var(--space-3);
        min-width: 0;
      }
      hand-queue,
      knock-queue {
        margin-inline: -6px;
      }
      .alone {
        display: grid;
        justify-items: start;
        gap: var(--space-3);
        max-width: 26rem;
        color: var(--ink-soft);
      }
      .alone p {
        text-wrap: pretty;
      }
      h2:focus {
        outline: none;
      }
      .more {
        justify-self: start;
      }
    `,
  ];

  @property({ attribute: false }) inside!: Inside;
  @property({ attribute: false }) controls!: RoomControls;
  /** The listeners to show, in order. */
  @property({ attribute: false }) listeners: readonly ListenerCard[] = [];
  @query('h2') private heading!: HTMLElement;

  constructor() {
    super();
    new LocaleController(this);
    // A list of people who wait goes with the last of them.
    new FocusKeepingController(this, () => this.heading);
  }

  protected override firstUpdated(): void {
    void fetchFurther();
  }

  override render() {
    return html`
      ${this.#renderStage()} ${ownRole(this.inside) === 'moderator' ? this.#renderWaiting() : nothing}
      ${this.#renderAudience()}
    `;
  }

  #renderStage() {
    const people = stagePeople(this.inside);
    const alone = this.inside.audience.count === 0 && people.length === 1 && people[0]?.you;
    return html`<section>
      <h2 class="label" tabindex="-1">${msg('On stage')}</h2>
      ${people.length > 0 ? nothing : html`<p class="small">${msg('Nobody is on stage right now.')}</p>`}
      <person-list .people=${people} .label=${msg('Stage')} .levelOf=${this.#levelOf}></person-list>
      ${alone ? this.#renderAlone() : nothing}
    </section>`;
  }

  #renderAlone() {
    const canShare = 'share' in navigator;
    return html`<div class="alone">
      <p>${this.#aloneWords()}</p>
      <div class="row">
        <button class="main" type="button" @click=${this.#wish('copy-link')}>
          <line-icon .icon=${Link}></line-icon>${msg('Copy link')}
        </button>
        ${canShare ? this.#renderShare() : nothing}
      </div>
      ${this.#renderOnlyHere()}
    </div>`;
  }

  /** What the link is good for depends on the door. */
  #aloneWords(): string {
    const { door, locked } = this.inside.stage;
    return door === 'link' && !locked
      ? msg('You are alone on stage. Share the link: whoever opens it can listen at once.')
      : msg('You are alone on stage. Share the link with those who may come in; others can knock.');
  }

  #renderOnlyHere() {
    const words = onlyHereWords();
    return words === undefined ? nothing : html`<p class="small">${words}</p>`;
  }

  #renderShare() {
    return html`<button type="button" @click=${this.#wish('share')}>
      <line-icon .icon=${Share2}></line-icon>${msg('Share')}
    </button>`;
  }

  /** Who waits for a moderator: before the door, and with a raised hand. */
  #renderWaiting() {
    const { audience, knocks, clockOffsetMs, stage } = this.inside;
    const knocking = html`<knock-queue .knocks=${knocks} .clockOffsetMs=${clockOffsetMs}></knock-queue>`;
    const hands = html`<hand-queue
      .hands=${audience.hands}
      .count=${audience.handCount}
      .onStage=${stage.people.length}
      .clockOffsetMs=${clockOffsetMs}
    ></hand-queue>`;
    return [knocks.length > 0 ? knocking : nothing, audience.handCount > 0 ? hands : nothing];
  }

  #renderAudience() {
    const { count } = this.inside.audience;
    const people = this.listeners.map((card) => audiencePerson(card, this.inside));
    return html`<section>
      <h2 class="label">${msg('Audience')} <span>${count}</span></h2>
      ${count === 0 ? html`<p class="small">${msg('Nobody is listening yet.')}</p>` : nothing}
      <person-list place="audience" .people=${people} .label=${msg('Audience')}></person-list>
      ${count > people.length ? this.#renderMore() : nothing}
    </section>`;
  }

  #renderMore() {
    return html`<button class="more" type="button" @click=${this.#wish('more-listeners')}>
      ${msg('Show more')}
    </button>`;
  }

  readonly #levelOf = (id: string) => this.controls.levelOf(id);

  #wish(type: 'copy-link' | 'share' | 'more-listeners') {
    return () => this.dispatchEvent(new RoomWishEvent({ type }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'room-stage': RoomStage;
  }
}
