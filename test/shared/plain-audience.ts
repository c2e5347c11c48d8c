import {
  type Attendant,
  type AudiencePlan,
  type Uplinks,
  WHOLE_STAGE,
} from '../../shared/topology/audience.ts';
import {
  believedRoom,
  EASY_WARDS,
  MOST_ORDINARY,
  MOST_WARDS,
  MOST_HOPS,
  placesKeptForSeniors,
  placesKeptForStrong,
  SMALL_ROOM,
  stageShare,
  STRONG,
} from '../../shared/topology/audience-limits.ts';

type Person = Attendant & Uplinks;

/**
 * A plan looked at slowly and without any index: every answer is counted anew from the list of people. The planner's choices are
 * stated here a second time, as what is first in an order over everyone.
 */
export class PlainAudience {
  /** With the room for children that is believed of them. */
  readonly people: readonly Person[];
  readonly now: number;
  readonly #byId: ReadonlyMap<string, Person>;
  readonly #children: ReadonlyMap<string | null, Person[]>;
  readonly #wards: ReadonlyMap<string | null, Person[]>;

  constructor({ people, now }: Pick<AudiencePlan, 'people' | 'now'>) {
    this.people = people.map((one) => ({ ...one, room: believedRoom(one.room, now - one.since) }));
    this.now = now;
    this.#byId = new Map(this.people.map((person) => [person.id, person]));
    this.#children = groupedBy(this.people, ({ parent }) => parent);
    this.#wards = groupedBy(this.people, ({ standby }) => standby);
  }

  withoutStandby(id: string): PlainAudience {
    const people = this.people.map((one) => (one.id === id ? { ...one, standby: null } : one));
    return new PlainAudience({ people, now: this.now });
  }

  get listeners(): Person[] {
    return this.people.filter(({ place }) => place === 'audience');
  }

  get stage(): Person[] {
    return this.people.filter(({ place }) => place === 'stage');
  }

  person(id: string | null): Person | undefined {
    return this.#byId.get(id ?? '');
  }

  /** Everyone above, nearest first, without the whole stage. Throws on a circle. */
  above(id: string): string[] {
    const way: string[] = [];
    for (let up = this.person(id)?.parent ?? null; up !== null && up !== WHOLE_STAGE;) {
      if (way.includes(up) || up === id) throw new Error(`a circle: ${[id, ...way, up].join(' < ')}`);
      way.push(up);
      up = this.person(up)?.parent ?? null;
    }
    return way;
  }

  isUnder(id: string, other: string): boolean {
    return (
      id === other ||
      this.above(id).includes(other) ||
      (other === WHOLE_STAGE && this.isOrdinary(this.top(id)))
    );
  }

  /** Hops from the stage; -1 without a way to it. */
  depth(id: string): number {
    const top = this.top(id);
    if (this.person(top)?.place === 'stage') return this.above(id).length;
    return this.isOrdinary(top) ? this.above(id).length + 1 : -1;
  }

  /** The ancestor at depth 1, or oneself on stage. */
  branch(id: string): string {
    return [id, ...this.above(id)].findLast((one) => this.depth(one) > 0) ?? id;
  }

  /** Hops down to the deepest beneath. */
  height(id: string): number {
    return Math.max(0, ...this.children(id).map((child) => this.height(child.id) + 1));
  }

  children(id: string): Person[] {
    return this.#children.get(id) ?? [];
  }

  wards(id: string): Person[] {
    return this.#wards.get(id) ?? [];
  }

  limit({ id, place, room }: Pick<Person, 'id' | 'place' | 'room'>): number {
    if (id === WHOLE_STAGE) return this.stage.length > 0 ? MOST_ORDINARY : 0;
    return place === 'stage' ? Math.min(room, stageShare(this.stage.length)) : room;
  }

  /** How many would turn to this one if that parent died. */
  asking(id: string, parent: string | null): number {
    return this.wards(id).filter((ward) => ward.parent === parent).length;
  }

  reserve(id: string): number {
    return Math.max(0, ...this.wards(id).map(({ parent }) => this.asking(id, parent)));
  }

  open(person: Person): number {
    return Math.max(0, this.limit(person) - this.children(person.id).length - this.reserve(person.id));
  }

  /** Whom a newcomer should be given as a parent where places are open; undefined where none is. */
  parentFor(newcomer: Attendant): string | undefined {
    const open = this.#ranked(this.people.filter((one) => this.depth(one.id) >= 0 && this.open(one) > 0));
    const depths = [...new Set(open.map(({ id }) => this.depth(id)))].sort((a, b) => a - b);
    const upTo = (depth: number) =>
      open.filter(({ id }) => this.depth(id) <= depth).reduce((sum, one) => sum + this.open(one), 0);
    const count = this.listeners.length + 1;
    const kept = newcomer.room >= STRONG ? placesKeptForSeniors(count) : placesKeptForStrong(count);
    const floor = depths.find((depth) => depth < MOST_HOPS && upTo(depth) > kept) ?? depths[0];
    const best = open.find(({ id }) => this.depth(id) === floor);
    if (newcomer.room === 0 || !best) return best?.id;
    if (count >= SMALL_ROOM && this.depth(best.id) < MOST_HOPS) return best.id;
    const keeper = this.highestKeeper();
    return keeper && this.depth(keeper.id) < this.depth(best.id) ? keeper.id : best.id;
  }

  /** Who keeps a place for their wards nearest to the stage. */
  highestKeeper(): Person | undefined {
    const keepers = this.people.filter(
      (one) => this.reserve(one.id) > 0 && this.limit(one) > this.children(one.id).length,
    );
    return this.#ranked(keepers).sort((a, b) => this.depth(a.id) - this.depth(b.id))[0];
  }

  /** Whom a listener should be given as a standby. */
  standbyFor(id: string): string | undefined {
    const { parent = null } = this.person(id) ?? {};
    if (parent === null || parent === WHOLE_STAGE || this.depth(id) < 0) return undefined;
    const rank = (one: Person): number[] => [
      this.apartness(id, one.id),
      depthRank(this.depth(one.id), this.depth(id), MOST_HOPS - 1 - this.height(id)),
      this.#wardRank(one, parent),
    ];
    return this.#ranked(this.people)
      .filter((one) => rank(one).every(Number.isFinite))
      .sort((a, b) => firstDifference(rank(a), rank(b)))[0]?.id;
  }

  /** 0 in another branch, 1 in the same but not under the parent, 2 under the parent, infinite where it may not be. */
  apartness(id: string, standby: string): number {
    const parent = this.person(id)?.parent ?? '';
    if (standby === parent || this.isUnder(standby, id) || this.depth(standby) < 0) return Infinity;
    const isSoleSpeaker = this.stage.length === 1 && this.person(parent)?.place === 'stage';
    if (this.isUnder(standby, parent) && !isSoleSpeaker) return 2;
    return this.branch(id) === this.branch(standby) ? 1 : 0;
  }

  #wardRank(one: Person, parent: string): number {
    const wards = this.wards(one.id).length;
    const keeps = this.reserve(one.id) > this.asking(one.id, parent);
    if (wards >= MOST_WARDS) return Infinity;
    if (keeps && wards < EASY_WARDS) return 0;
    if (this.open(one) > 0) return 1;
    return keeps ? 2 : Infinity;
  }

  #ranked(people: readonly Person[]): Person[] {
    return [...people].sort((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1));
  }

  top(id: string): string {
    return this.above(id).at(-1) ?? id;
  }

  isOrdinary(id: string): boolean {
    return this.person(id)?.parent === WHOLE_STAGE;
  }
}

function groupedBy(
  people: readonly Person[],
  keyOf: (person: Person) => string | null,
): Map<string | null, Person[]> {
  const groups = new Map<string | null, Person[]>();
  for (const person of people) groups.set(keyOf(person), [...(groups.get(keyOf(person)) ?? []), person]);
  return groups;
}

function depthRank(depth: number, own: number, lowest: number): number {
  if (depth === 0) return Number.MAX_SAFE_INTEGER;
  if (depth > lowest) return 1_000 + depth;
  return depth <= own ? own - depth : depth;
}

function firstDifference(a: readonly number[], b: readonly number[]): number {
  return a.map((value, index) => value - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
}
