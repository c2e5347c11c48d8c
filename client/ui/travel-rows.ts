import type { ParticipantId, Person } from '../../shared/room/state.ts';
import type { Neighbour, Neighbours } from './travel-neighbours.ts';

/** The drawing of *How the audio travels* is this wide, in units of its own. */
export const SCENE_WIDTH = 320;
export const MIDDLE = SCENE_WIDTH / 2;
export const RADIUS = { stage: 18, above: 20, you: 26, below: 14 } as const;
/** The rings around oneself reach so far beyond the circle. */
export const RINGS = 9;
/** Between the last on stage and the edge of the stage. */
export const STAGE_EDGE = 12;
const SHOWN = { stage: 5, below: 6 } as const;

type Identified = Person & { readonly id: ParticipantId };

/** One's own surroundings in the room's audio. */
export interface Surroundings {
  readonly neighbours: Neighbours;
  /** Those on stage besides oneself. */
  readonly stage: readonly Identified[];
  readonly you: Person | undefined;
  readonly onStage: boolean;
  /** Hops from the stage; null where that is not known. */
  readonly depth: number | null;
}

/** A circle of the drawing: somebody, or several who stand there together. */
export interface Figure {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** Undefined for whoever is not known by name, and for several. */
  readonly person: Person | undefined;
  /** Who it is to the links; all whom it stands for, where those are several. */
  readonly peers: readonly ParticipantId[];
  /** How many are not shown one by one. */
  readonly more: number;
  /** Where their name is written, if at all. */
  readonly name: NamePlace | undefined;
  readonly you: boolean;
}

export interface NamePlace {
  readonly x: number;
  readonly y: number;
  /** To which side of that place. */
  readonly side: Side;
}

type Side = 'left' | 'right';
type Someone = Pick<Figure, 'person' | 'peers' | 'more'>;
type Row = readonly Figure[];

/** Those on stage; whom one hears the room from stand in the middle, their names where the way leaves the stage. */
export function stageRow(around: Surroundings, y: number): Row {
  const { parent, standby } = around.neighbours;
  const uplinks = [...parent, ...standby].map(({ report }) => report.peer);
  const linked = uplinks.flatMap((peer) => around.stage.find(({ id }) => id === peer) ?? []);
  const others = around.stage.filter((person) => !linked.includes(person));
  const shown = several([...linked, ...others].map(someone), SHOWN.stage);
  const middle = shown.splice(0, linked.length);
  const left = shown.splice(0, Math.floor(shown.length / 2));
  const row = inRow([...left, ...middle, ...shown], { y, radius: RADIUS.stage, apart: 48 });
  return row.map((figure, index) => {
    const side = sidesOnStage(around, middle.length)[index - left.length];
    return side ? { ...figure, name: besideWay(figure, side) } : figure;
  });
}

/** On which side of their ways the names of those who are linked stand, where nothing else does. */
function sidesOnStage(around: Surroundings, linked: number): readonly Side[] {
  if (linked !== 1) return linked === 0 ? [] : ['left', 'right'];
  const [aside] = upInAudience(around);
  return [aside && !around.neighbours.parent.includes(aside) ? 'left' : 'right'];
}

/** From whom one hears the room, or would, where those are in the audience themselves. */
export function aboveRow(around: Surroundings, y: number): Row {
  const { parent, standby } = around.neighbours;
  const people = upInAudience(around);
  const row = inRow(people.map(neighbour), { y, radius: RADIUS.above, apart: 100 });
  const [only] = people;
  const alone = people.length === 1 && parent.length + standby.length === 1;
  return row.map((figure, index) => {
    const onLeft = people.length > 1 ? index === 0 : !alone && only !== undefined && parent.includes(only);
    // The other one's way goes from the stage straight down: make room for it.
    const aside = people.length > 1 || alone ? 0 : onLeft ? -62 : 62;
    return withName({ ...figure, x: figure.x + aside }, onLeft ? 'left' : 'right');
  });
}

/** Who hears the room over one, then who would if need be. */
export function belowRow({ neighbours }: Surroundings, y: number): Row {
  const { children, direct, wards } = neighbours;
  const shown = several([...children, ...direct, ...wards].map(neighbour), SHOWN.below);
  return inRow(shown, { y, radius: RADIUS.below, apart: 42 });
}

/** Oneself. */
export function ownFigure(you: Person | undefined, y: number): Figure {
  const figure = {
    x: MIDDLE,
    y,
    radius: RADIUS.you,
    person: you,
    peers: [],
    more: 0,
    name: undefined,
    you: true,
  };
  return withName(figure, 'right');
}

function upInAudience({ neighbours, stage }: Surroundings): readonly Neighbour[] {
  return [...neighbours.parent, ...neighbours.standby].filter(
    ({ report }) => !stage.some(({ id }) => id === report.peer),
  );
}

function withName(figure: Figure, side: Side): Figure {
  const away = figure.radius + (figure.you ? RINGS + 6 : 7);
  return { ...figure, name: { x: figure.x + (side === 'left' ? -away : away), y: figure.y + 4, side } };
}

function besideWay({ x, y, radius }: Figure, side: Side): NamePlace {
  return { x: x + (side === 'left' ? -9 : 9), y: y + radius + STAGE_EDGE + 19, side };
}

function someone(person: Identified): Someone {
  return { person, peers: [person.id], more: 0 };
}

function neighbour({ person, report }: Neighbour): Someone {
  return { person, peers: [report.peer], more: 0 };
}

/** The first of them one by one; the rest, if that is more than one, as a single figure. */
function several(people: readonly Someone[], limit: number): Someone[] {
  if (people.length <= limit + 1) return [...people];
  const rest = people.slice(limit);
  const peers = rest.flatMap((one) => one.peers);
  return [...people.slice(0, limit), { person: undefined, peers, more: rest.length }];
}

function inRow(
  people: readonly Someone[],
  { y, radius, apart }: { readonly y: number; readonly radius: number; readonly apart: number },
): Row {
  const first = MIDDLE - ((people.length - 1) * apart) / 2;
  return people.map((one, index) => ({
    ...one,
    x: first + index * apart,
    y,
    radius,
    name: undefined,
    you: false,
  }));
}
