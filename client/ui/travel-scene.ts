import { isTroubled, type Neighbour, type Neighbours } from './travel-neighbours.ts';
import {
  aboveRow,
  belowRow,
  type Figure,
  ownFigure,
  RADIUS,
  RINGS,
  STAGE_EDGE,
  stageRow,
  type Surroundings,
} from './travel-rows.ts';

/** A way that the audio takes, drawn from where it comes to where it goes. */
export interface Way {
  readonly path: string;
  /** `ready`: linked, and silent until it is needed; `beyond`: links of other people. */
  readonly look: 'flows' | 'ready' | 'beyond';
  readonly troubled: boolean;
}

/** Where everything of the drawing is: the stage above, oneself in the middle, those who hear the room over one below. */
export interface Scene {
  readonly height: number;
  /** How far down the stage reaches. */
  readonly stageFoot: number;
  readonly figures: readonly Figure[];
  readonly ways: readonly Way[];
  /** Those who pass the room on before it comes to whom one hears it from. */
  readonly beads: readonly { readonly x: number; readonly y: number }[];
}

interface Rows {
  readonly stage: readonly Figure[];
  readonly above: readonly Figure[];
  readonly you: Figure;
  readonly below: readonly Figure[];
}

/** The word above the stage needs so much. */
const HEAD = 34;
/** From the edge of a row to that of the next. */
const GAP = 48;
/** So many dots fit on the way from the stage. */
const MOST_BEADS = 4;

export function sceneOf(around: Surroundings): Scene {
  const { onStage, depth, neighbours } = around;
  const stage = stageRow(around, HEAD + RADIUS.stage);
  const stageFloor = HEAD + (stage.length > 0 ? 2 * RADIUS.stage : 0);
  const wall = stageFloor + (onStage ? 0 : STAGE_EDGE);
  const between = !onStage && depth !== null ? Math.min(MOST_BEADS, Math.max(0, depth - 2)) : 0;
  const above = aboveRow(around, wall + GAP + between * 9 + RADIUS.above);
  const ceiling = above.length > 0 ? wall + GAP + between * 9 + 2 * RADIUS.above : wall;
  const alone = stage.length === 0 && onStage;
  const you = ownFigure(around.you, ceiling + (alone ? 0 : GAP) + RADIUS.you);
  const floor = you.y + RADIUS.you;
  const below = belowRow(around, floor + GAP + RADIUS.below);
  const stageFoot = onStage ? floor + RINGS + STAGE_EDGE : wall;
  const rows = { stage, above, you, below };
  return {
    height: Math.max(stageFoot, below.length > 0 ? floor + GAP + 2 * RADIUS.below : floor) + 4,
    stageFoot,
    figures: [...stage, ...above, you, ...below],
    ways: [
      ...waysToYou(rows, neighbours, onStage),
      ...(onStage ? [] : waysBeyond(rows, neighbours, wall)),
      ...waysOn(rows, neighbours),
    ],
    beads: beadsOf(rows, neighbours, wall, between),
  };
}

/** From whom one hears somebody, and from whom one would. */
function waysToYou(rows: Rows, { parent, standby, stage }: Neighbours, onStage: boolean): Way[] {
  const uplinks = [...parent, ...standby].flatMap((neighbour) => {
    const figure = [...rows.above, ...rows.stage].find(({ peers }) => peers.includes(neighbour.report.peer));
    const look = parent.includes(neighbour) ? 'flows' : 'ready';
    return figure ? [way(figure, rows.you, look, isTroubled(neighbour.report))] : [];
  });
  if (parent.length > 0 || (stage.length === 0 && !onStage)) return uplinks;
  const straight = rows.stage.flatMap((figure) => {
    const links = linksOf(figure, stage);
    return links.length > 0
      ? [
          way(
            figure,
            rows.you,
            'flows',
            links.some(({ report }) => isTroubled(report)),
          ),
        ]
      : [];
  });
  return [...straight, ...uplinks];
}

/** How it comes to those in the audience whom one hears the room from; to whoever waits, it does not come yet. */
function waysBeyond({ above, you }: Rows, { parent, stage }: Neighbours, wall: number): Way[] {
  const hearsNobody = parent.length === 0 && stage.length === 0;
  return [...above, ...(hearsNobody ? [you] : [])].map((figure) =>
    way({ x: figure.x, y: wall, radius: 0, you: false }, figure, 'beyond', false),
  );
}

function waysOn({ you, below }: Rows, { children, direct, wards }: Neighbours): Way[] {
  return below.map((figure) => {
    const flowing = linksOf(figure, [...children, ...direct]);
    const links = flowing.length > 0 ? flowing : linksOf(figure, wards);
    return way(
      you,
      figure,
      flowing.length > 0 ? 'flows' : 'ready',
      links.some(({ report }) => isTroubled(report)),
    );
  });
}

function beadsOf({ above }: Rows, { parent }: Neighbours, wall: number, count: number): Scene['beads'] {
  const first = above.find(({ peers }) =>
    peers.some((peer) => parent.some(({ report }) => report.peer === peer)),
  );
  if (!first) return [];
  const step = (first.y - RADIUS.above - wall) / (count + 1);
  return Array.from({ length: count }, (_, index) => ({ x: first.x, y: wall + (index + 1) * step }));
}

function linksOf({ peers }: Figure, neighbours: readonly Neighbour[]): readonly Neighbour[] {
  return neighbours.filter(({ report }) => peers.includes(report.peer));
}

type End = Pick<Figure, 'x' | 'y' | 'radius' | 'you'>;

/** Leaves downwards and arrives from above, at the edges of both circles (of oneself: of the rings around it). */
function way(from: End, to: End, look: Way['look'], troubled: boolean): Way {
  const [top, foot] = [from.y + edgeOf(from), to.y - edgeOf(to)];
  const half = Math.round((top + foot) / 2);
  return { path: `M${from.x} ${top}C${from.x} ${half} ${to.x} ${half} ${to.x} ${foot}`, look, troubled };
}

function edgeOf({ radius, you }: End): number {
  return you ? radius + RINGS : radius;
}
