import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { DoorChoice as KeptDoor } from '../../../shared/protocol/messages.ts';
import type { PersonId, RoomId } from '../../../shared/room/state.ts';
import { AnswerController } from '../controllers/answer-controller.ts';
import { RoomWishEvent } from '../room-wish.ts';
import { servicesFor } from '../services-asked-event.ts';
import './ask-again.ts';
import './door-choice.ts';
import type { DoorChosenEvent, DoorSetting } from './door-choice.ts';
import { ModalElement } from './modal-element.ts';

/**
 * Changes who may come into a room: for its owner. It asks the server by itself who is on the list.
 * @fires room-wish `command`
 * @fires dialog-closed
 * @fires services-asked
 */
@customElement('door-dialog')
export class DoorDialog extends ModalElement {
  @property() room: RoomId = '';
  @property() owner: PersonId = '';
  /** What was chosen here; null as long as nothing was. */
  @state() private chosen: DoorSetting | null = null;
  readonly #kept = new AnswerController<KeptDoor>(this);

  protected override firstUpdated(): void {
    super.firstUpdated();
    this.#ask();
  }

  protected override words(): string {
    return msg('Who may come in');
  }

  protected override renderBody() {
    const { value: kept, refused } = this.#kept;
    if (refused) return html`<ask-again .why=${refused} @asked-again=${this.#ask}></ask-again>`;
    if (!kept) return html`<p class="small" role="status">${msg('One moment…')}</p>`;
    return html`<door-choice
        .setting=${this.chosen ?? settingOf(kept)}
        .owner=${this.owner}
        .listed=${kept.people}
        @door-chosen=${({ setting }: DoorChosenEvent) => (this.chosen = setting)}
      ></door-choice>
      <p class="small">${msg('Whoever is in the room stays.')}</p>`;
  }

  protected override renderActions() {
    if (!this.#kept.value) return nothing;
    return html`<button class="main" type="button" @click=${this.#save}>${msg('Save')}</button>`;
  }

  readonly #ask = (): void => {
    void this.#kept.ask(servicesFor(this).api.fetchDoor(this.room));
  };

  #save(): void {
    if (this.chosen) {
      const { door, invited } = this.chosen;
      const command = { type: 'set-door', door, ...(door === 'invited' && { invited }) } as const;
      this.dispatchEvent(new RoomWishEvent({ type: 'command', command }));
    }
    this.closed();
  }
}

function settingOf({ door, people, following }: KeptDoor): DoorSetting {
  return { door, invited: { people: people.map(({ personId }) => personId), following } };
}

declare global {
  interface HTMLElementTagNameMap {
    'door-dialog': DoorDialog;
  }
}
