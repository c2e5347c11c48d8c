import { html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { Person } from '../../../../shared/room/state.ts';
import type { Inside, RoomControls } from '../../../session/room-state.ts';
import type { VolumeChosenEvent } from '../../components/person-menu.ts';
import '../../components/room-header.ts';
import type { RoomHeader } from '../../components/room-header.ts';
import '../../components/status-line.ts';
import { LocaleController } from '../../controllers/locale-controller.ts';
import { type OpenDialog, type OpenMenu, RoomDesk } from '../../controllers/room-desk.ts';
import { ShortcutController } from '../../controllers/shortcut-controller.ts';
import { actionsFor } from '../../person-actions.ts';
import type { RoomPerson } from '../../room-people.ts';
import { audiencePerson, ownRole, stagePeople } from '../../room-people.ts';
import type { RoomWishEvent } from '../../room-wish.ts';
import { baseStyle } from '../../styles/base-style.ts';
import { fetchFurther } from './fetch-further.ts';
import './room-footer.ts';
import { roomInsideStyle } from './room-inside-style.ts';
import './room-notices.ts';
import './room-stage.ts';

/** Inside a room: its parts wish, the desk grants. */
@customElement('room-inside')
export class RoomInside extends LitElement {
  static override styles = [baseStyle, roomInsideStyle];

  @property({ attribute: false }) inside!: Inside;
  @property({ attribute: false }) controls!: RoomControls;
  /** As whom the server knows this browser; null for a guest who has just come in. */
  @property({ attribute: false }) person: Person | null = null;
  @query('room-header') private header!: RoomHeader;
  readonly #desk = new RoomDesk(this);

  constructor() {
    super();
    new LocaleController(this);
    new ShortcutController(this, (wish) => this.#desk.grant(wish));
  }

  /** A screen reader goes on from the title: the button that was pressed is gone. */
  protected override firstUpdated(): void {
    void fetchFurther();
    void this.header.updateComplete.then(() => this.header.focus());
  }

  override render() {
    const desk = this.#desk;
    return html`
      <article aria-label=${this.inside.stage.title} @room-wish=${this.#heard}>
        <status-line .words=${desk.status.words}></status-line>
        <div class="scroll">${this.#renderPage()}</div>
        <div class="foot">${this.#renderFooter()}</div>
        ${this.#renderInvitation()} ${desk.menu ? keyed(desk.menu, this.#renderMenu(desk.menu)) : nothing}
        ${desk.dialog ? this.#renderDialog(desk.dialog) : nothing}
      </article>
    `;
  }

  #renderPage() {
    const { stage, audience } = this.inside;
    const here = stage.people.length + audience.count;
    return html`
      <room-header
        .heading=${stage.title}
        .here=${here}
        .locked=${stage.locked}
        .door=${stage.door}
        .linkless=${here === 1 && ownRole(this.inside) !== 'listener'}
      ></room-header>
      <room-notices .inside=${this.inside}></room-notices>
      <room-stage
        .inside=${this.inside}
        .controls=${this.controls}
        .listeners=${this.#desk.pages.shown(audience)}
      ></room-stage>
    `;
  }

  #renderFooter() {
    const { asked, choosing, devices } = this.#desk;
    return html`<room-footer
      .inside=${this.inside}
      .controls=${this.controls}
      .person=${this.person}
      .asked=${asked}
      .choosing=${choosing}
      .devices=${devices}
    ></room-footer>`;
  }

  #renderInvitation() {
    const by = this.inside.personal.invitedBy;
    return by
      ? html`<stage-invitation .by=${by.name} .onStage=${this.inside.stage.people.length}></stage-invitation>`
      : nothing;
  }

  #renderMenu({ of, beside }: OpenMenu) {
    if (of !== 'room') return this.#renderPersonMenu(of.participant, beside);
    const { locked, hands, ownerId } = this.inside.stage;
    return html`<room-menu
      .beside=${beside}
      .owner=${this.person?.personId === ownerId}
      .moderator=${ownRole(this.inside) === 'moderator'}
      .locked=${locked}
      .hands=${hands}
      @menu-closed=${this.#desk.closeMenu}
    ></room-menu>`;
  }

  #renderPersonMenu(participant: string, beside: DOMRect) {
    const person = this.#find(participant);
    if (!person) return nothing;
    const moderators = this.inside.stage.people.filter(({ role }) => role === 'moderator').length;
    const audible = person.role !== 'listener' && !person.you;
    return html`<person-menu
      .person=${person}
      .beside=${beside}
      .actions=${actionsFor({ role: ownRole(this.inside) }, person, moderators)}
      .onStage=${this.inside.stage.people.length}
      .profiled=${person.handle !== '' && !person.you && this.person?.kind === 'member'}
      .volume=${audible ? this.controls.volumeOf(person.personId) : null}
      @volume-chosen=${({ volume }: VolumeChosenEvent) => this.controls.setVolume(person.personId, volume)}
      @menu-closed=${this.#desk.closeMenu}
    ></person-menu>`;
  }

  #renderDialog(open: OpenDialog) {
    return html`<room-dialogs
      .open=${open}
      .inside=${this.inside}
      .controls=${this.controls}
      .devices=${this.#desk.devices}
      .person=${this.person}
      @dialog-closed=${this.#desk.closeDialog}
    ></room-dialogs>`;
  }

  #find(participant: string): RoomPerson | undefined {
    const onStage = stagePeople(this.inside).find(({ id }) => id === participant);
    const { audience } = this.inside;
    const card = [...this.#desk.pages.shown(audience), ...audience.hands].find(
      ({ id }) => id === participant,
    );
    return onStage ?? (card && audiencePerson(card, this.inside));
  }

  #heard({ wish }: RoomWishEvent): void {
    this.#desk.grant(wish);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'room-inside': RoomInside;
  }
}
