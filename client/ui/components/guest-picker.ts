import { msg, str } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { INVITED_LIMIT } from '../../../shared/protocol/limits.ts';
import type { MemberCard } from '../../../shared/protocol/members.ts';
import type { Answer } from '../../../shared/protocol/messages.ts';
import type { InvitedPeople, PersonId } from '../../../shared/room/state.ts';
import { AnswerController } from '../controllers/answer-controller.ts';
import { LocaleController } from '../controllers/locale-controller.ts';
import { type Acquaintance, acquaintances, matching } from '../guest-list.ts';
import { servicesFor } from '../services-asked-event.ts';
import { baseStyle } from '../styles/base-style.ts';
import { fieldStyle } from '../styles/field-style.ts';
import './ask-again.ts';
import { guestPickerStyle } from './guest-picker-style.ts';
import { faceOf } from './person-face.ts';

/** From so many people on, there is a box to find them by. */
const MANY = 8;

export class InvitedChosenEvent extends Event {
  readonly invited: InvitedPeople;

  constructor(invited: InvitedPeople) {
    super('invited-chosen');
    this.invited = invited;
  }
}

/**
 * Chooses whom a door lets in: everybody whom the owner follows, and people one by one out of those they follow or who follow
 * them. It asks the server for those by itself.
 * @fires invited-chosen
 * @fires services-asked
 */
@customElement('guest-picker')
export class GuestPicker extends LitElement {
  static override styles = [baseStyle, fieldStyle, guestPickerStyle];

  @property({ attribute: false }) owner!: PersonId;
  @property({ attribute: false }) invited!: InvitedPeople;
  /** Those on the list, who need not be in either circle any more. */
  @property({ attribute: false }) listed: readonly MemberCard[] = [];
  @state() private sought = '';
  readonly #people = new AnswerController<readonly Acquaintance[]>(this);

  constructor() {
    super();
    new LocaleController(this);
  }

  protected override firstUpdated(): void {
    this.#ask();
  }

  override render() {
    return html`${this.#renderFollowing()} ${this.#renderPeople()}`;
  }

  #renderFollowing() {
    return html`<label class="choice">
      <input type="checkbox" .checked=${this.invited.following} @change=${this.#chooseFollowing} />
      <span>${msg('People I follow')}</span>
    </label>`;
  }

  #renderPeople() {
    const { value: people, refused } = this.#people;
    if (refused) return html`<ask-again .why=${refused} @asked-again=${this.#ask}></ask-again>`;
    if (!people) return html`<p class="small" role="status">${msg('One moment…')}</p>`;
    if (people.length === 0) return html`<p class="small">${this.#nobodyWords()}</p>`;
    return html`${people.length > MANY ? this.#renderSearch() : nothing} ${this.#renderList(people)}
      <p class="small" role="status">${this.#sumWords()}</p>`;
  }

  #renderSearch() {
    return html`<div class="search">
      <label for="search">${msg('Find somebody')}</label>
      <input id="search" type="text" autocomplete="off" spellcheck="false" @input=${this.#seek} />
    </div>`;
  }

  #renderList(people: readonly Acquaintance[]) {
    const found = matching(people, this.sought);
    if (found.length === 0) return html`<p class="small">${msg('Nobody of that name.')}</p>`;
    return html`<ul role="list" aria-label=${msg('People to invite')}>
      ${repeat(
        found,
        ({ personId }) => personId,
        (person) => html`<li>${this.#renderPerson(person)}</li>`,
      )}
    </ul>`;
  }

  #renderPerson(person: Acquaintance) {
    const { people, following } = this.invited;
    // Whom the owner follows comes in by that already.
    const included = following && person.followed;
    const chosen = people.includes(person.personId);
    return html`<label class="choice">
      <input
        type="checkbox"
        .checked=${included || chosen}
        ?disabled=${included || (!chosen && people.length >= INVITED_LIMIT)}
        @change=${() => this.#toggle(person.personId)}
      />
      ${faceOf(person)}
      <span>${person.name} <span class="small">@${person.handle}</span></span>
    </label>`;
  }

  #nobodyWords(): string {
    return msg('Nobody is here to choose from: these are the people whom you follow, and who follow you.');
  }

  #sumWords(): string {
    const { people, following } = this.invited;
    if (people.length >= INVITED_LIMIT)
      return msg(str`${INVITED_LIMIT} people are as many as can be chosen.`);
    if (people.length === 0 && !following) return msg('Nobody is chosen yet: everybody has to knock.');
    if (people.length === 0) return '';
    return people.length === 1 ? msg('1 person is chosen.') : msg(str`${people.length} people are chosen.`);
  }

  readonly #ask = (): void => {
    void this.#people.ask(this.#fetch());
  };

  async #fetch(): Promise<Answer<readonly Acquaintance[]>> {
    const members = await servicesFor(this)
      .membersApi()
      .catch(() => null);
    if (!members) return { ok: false, reason: 'unavailable' };
    const [following, followers] = await Promise.all([
      members.fetchFollowing(this.owner),
      members.fetchFollowers(this.owner),
    ]);
    if (!following.ok) return following;
    if (!followers.ok) return followers;
    return { ok: true, value: acquaintances(following.value, followers.value, this.listed) };
  }

  #chooseFollowing(event: Event): void {
    this.#tell({ following: (event.target as HTMLInputElement).checked });
  }

  #toggle(who: PersonId): void {
    const { people } = this.invited;
    this.#tell({
      people: people.includes(who) ? people.filter((one) => one !== who) : [...people, who],
    });
  }

  #tell(change: Partial<InvitedPeople>): void {
    this.dispatchEvent(new InvitedChosenEvent({ ...this.invited, ...change }));
  }

  #seek(event: Event): void {
    this.sought = (event.target as HTMLInputElement).value;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'guest-picker': GuestPicker;
  }
}
