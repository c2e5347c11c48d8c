import { type AudiencePlan, WHOLE_STAGE } from '../../shared/topology/audience.ts';
import { PlainAudience } from '../shared/plain-audience.ts';
import { MEASURED_SEC } from './churn.ts';
import type { AudienceRun, Sample } from './audience-run.ts';

/** Draws the tree as the hour ends, the stage in its middle and a ring a hop, and beside it how many stood on which ring over the hour. */
export function drawAudience(run: AudienceRun): string {
  const listeners = run.plan.people.filter(({ place }) => place === 'audience').length;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="1480" height="960" viewBox="0 0 1480 960" font-family="system-ui, sans-serif">`,
    `<rect width="1480" height="960" fill="${PAPER}"/>`,
    `<text x="40" y="62" font-family="'Young Serif', Georgia, serif" font-size="30" fill="${INK}">${listeners.toLocaleString('en')} listeners, one encoder a speaker</text>`,
    `<g transform="translate(480 520)">${drawTree(run.plan)}</g>`,
    `<g transform="translate(1000 150)">${drawDepths(run.samples)}</g>`,
    `</svg>`,
  ].join('\n');
}

const PAPER = '#f5efe4';
const INK = '#241d16';
const INK_SOFT = '#6c6055';
const LINE = '#e6dccb';
const LIVE = '#c9402a';
/** One for each depth, from the stage out. */
const RINGS = ['#c9402a', '#e08a5b', '#d9ae5f', '#7f9a6b', '#1c6a5d', '#4d6b8a', '#6c6055'];
/** Rings are wider where more people stand. */
const RADII = [26, 88, 160, 245, 335, 410, 440, 460];

interface Node {
  readonly id: string;
  readonly depth: number;
  readonly children: readonly Node[];
  /** How many ends it has beneath it: so much of the circle is its own. */
  readonly ends: number;
}

function drawTree(plan: AudiencePlan): string {
  const audience = new PlainAudience(plan);
  const grow = (id: string, depth: number): Node => {
    const children = audience.children(id).map((child) => grow(child.id, depth + 1));
    return {
      id,
      depth,
      children,
      ends: Math.max(
        1,
        children.reduce((sum, { ends }) => sum + ends, 0),
      ),
    };
  };
  const roots = audience.stage.map(({ id }) => grow(id, 0));
  const ordinary = audience.children(WHOLE_STAGE).length > 0 ? [grow(WHOLE_STAGE, 0)] : [];
  const [lines, dots]: [string[], string[]] = [[], []];
  let from = -Math.PI / 2;
  const all = [...roots, ...ordinary];
  const ends = all.reduce((sum, root) => sum + root.ends, 0);
  for (const root of all) from = drawNode(root, from, (2 * Math.PI) / ends, { lines, dots });
  return [...rings(), ...lines, ...dots].join('\n');
}

/** Draws a node and all beneath it into its part of the circle, and gives back where that ends. */
function drawNode(
  node: Node,
  from: number,
  anglePerEnd: number,
  into: { lines: string[]; dots: string[] },
): number {
  const [x, y] = pointAt(node.depth, from + (node.ends * anglePerEnd) / 2);
  let at = from;
  for (const child of node.children) {
    const [toX, toY] = pointAt(child.depth, at + (child.ends * anglePerEnd) / 2);
    const [bendX, bendY] = pointAt(node.depth + 0.55, at + (child.ends * anglePerEnd) / 2);
    const width = Math.max(0.35, 2.2 - child.depth * 0.5);
    into.lines.push(
      `<path d="M${x} ${y}Q${bendX} ${bendY} ${toX} ${toY}" fill="none" stroke="${colour(child.depth)}" stroke-opacity="0.45" stroke-width="${width.toFixed(2)}"/>`,
    );
    at = drawNode(child, at, anglePerEnd, into);
  }
  const size = node.depth === 0 ? 9 : Math.max(1.1, 5.2 - node.depth);
  into.dots.push(`<circle cx="${x}" cy="${y}" r="${size.toFixed(1)}" fill="${colour(node.depth)}"/>`);
  return from + node.ends * anglePerEnd;
}

function rings(): string[] {
  return RADII.slice(1, 6).map((radius) => `<circle r="${radius}" fill="none" stroke="${LINE}"/>`);
}

function pointAt(depth: number, angle: number): [string, string] {
  const below = RADII[Math.floor(depth)] ?? 470;
  const above = RADII[Math.ceil(depth)] ?? 470;
  const radius = below + (above - below) * (depth - Math.floor(depth));
  return [(radius * Math.cos(angle)).toFixed(1), (radius * Math.sin(angle)).toFixed(1)];
}

function colour(depth: number): string {
  return RINGS[Math.min(depth, RINGS.length - 1)] ?? INK;
}

const WIDTH = 420;
const HEIGHT = 430;

/** Listeners over the hour, in layers: those one hop from the stage at the bottom. */
function drawDepths(samples: readonly Sample[]): string {
  const shown = samples.filter((_, index) => index % 10 === 0);
  const depths = Math.max(...samples.map(({ byDepth }) => byDepth.length));
  const most = Math.max(...shown.map(({ byDepth }) => sum(byDepth)));
  const top = Math.ceil(most / 1_000) * 1_000;
  const x = (sample: Sample) => ((sample.atSec / MEASURED_SEC) * WIDTH).toFixed(1);
  const y = (count: number) => (HEIGHT - (count / top) * HEIGHT).toFixed(1);
  const layers = Array.from({ length: depths }, (_, above) => {
    const upper = shown.map((sample) => `${x(sample)} ${y(sum(sample.byDepth.slice(0, above + 1)))}`);
    const lower = shown.map((sample) => `${x(sample)} ${y(sum(sample.byDepth.slice(0, above)))}`).reverse();
    return `<path d="M${[...upper, ...lower].join('L')}Z" fill="${colour(above + 1)}"/>`;
  });
  return [title(), ...scale(top), ...layers.reverse(), ...legend(samples.at(-1)?.byDepth ?? [])].join('\n');
}

function title(): string {
  return `<text y="-24" font-size="17" fill="${INK}">Listeners by hops from the stage, over an hour</text>`;
}

function scale(top: number): string[] {
  const marks = Array.from({ length: top / 1_000 + 1 }, (_, index) => index * 1_000);
  const times = [0, 15, 30, 45, 60];
  return [
    ...marks.map((count) => {
      const y = HEIGHT - (count / top) * HEIGHT;
      return `<path d="M0 ${y}H${WIDTH}" stroke="${LINE}"/><text x="-10" y="${y + 4}" font-size="12" text-anchor="end" fill="${INK_SOFT}">${count.toLocaleString('en')}</text>`;
    }),
    ...times.map(
      (minute) =>
        `<text x="${(minute / 60) * WIDTH}" y="${HEIGHT + 20}" font-size="12" text-anchor="middle" fill="${INK_SOFT}">${minute} min</text>`,
    ),
    `<text x="${WIDTH / 2 + 8}" y="14" font-size="12" fill="${LIVE}">1,000 more in 10 s</text><path d="M${WIDTH / 2} 2V${HEIGHT}" stroke="${LIVE}" stroke-dasharray="2 4"/>`,
  ];
}

function legend(byDepth: readonly number[]): string[] {
  return ['on stage', ...byDepth.map((_, above) => `${above + 1} ${above === 0 ? 'hop' : 'hops'}`)].map(
    (words, depth) => {
      const count = depth === 0 ? '' : (byDepth[depth - 1] ?? 0).toLocaleString('en');
      const y = HEIGHT + 70 + depth * 27;
      return `<circle cx="8" cy="${y - 5}" r="7" fill="${colour(depth)}"/><text x="28" y="${y}" font-size="15" fill="${INK}">${words}</text><text x="200" y="${y}" font-size="15" text-anchor="end" fill="${INK_SOFT}">${count}</text>`;
    },
  );
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}
