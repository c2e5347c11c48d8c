import { onStage, participant, type Participant, type Room } from '../../../shared/room/state.ts';
import type { ParticipantId } from '../../../shared/room/state.ts';
import { type AudiencePlace, WHOLE_STAGE } from '../../../shared/topology/audience.ts';
import { type LinkPlan, sideOf, stageLink } from '../../../shared/topology/plan.ts';
import type { LingeringLinks } from './lingering-links.ts';

/** Where the links of one participant come from. */
export interface LinkSources {
  readonly room: Room;
  /** In the tree; undefined for who has no place in it. */
  readonly place: AudiencePlace | undefined;
  /** The listeners who are linked to everyone on stage. */
  readonly ordinary: Iterable<ParticipantId>;
  readonly lingering: LingeringLinks;
}

/** All links that a participant should have: the stage first, then up, then down. What the planner says goes before what lingers. */
export function linksOf(one: Participant, sources: LinkSources): readonly LinkPlan[] {
  const links = new Map<string, LinkPlan>();
  for (const link of everyLink(one, sources)) {
    const key = `${sideOf(link.kind)} ${link.peer}`;
    if (!links.has(key)) links.set(key, link);
  }
  return [...links.values()];
}

function* everyLink(one: Participant, { room, place, ordinary, lingering }: LinkSources) {
  const { people } = room.stage;
  const find = (id: ParticipantId | null) => (id === null ? undefined : participant(room, id));
  if (onStage(room, one.id)) {
    yield* people.filter(({ id }) => id !== one.id).map((other) => stageLink(one, other));
    for (const id of ordinary) yield* found(find(id), (other) => stageLink(one, other));
  } else if (place?.parent === WHOLE_STAGE) yield* people.map((other) => stageLink(one, other));
  else if (place) {
    yield* found(find(place.parent), (other) => treeLink('parent', other));
    yield* found(find(place.standby), (other) => treeLink('standby', other));
  }
  for (const { peer, kind } of lingering.up(one.id))
    yield* found(find(peer), (other) => (kind === 'stage' ? stageLink(one, other) : treeLink(kind, other)));
  for (const id of place?.children ?? []) yield* found(find(id), (other) => treeLink('child', other));
  for (const id of place?.wards ?? []) yield* found(find(id), (other) => treeLink('ward', other));
  for (const { listener, kind } of lingering.down(one.id))
    yield* found(find(listener), (other) =>
      kind === 'stage' ? stageLink(one, other) : treeLink(kind === 'parent' ? 'child' : 'ward', other),
    );
}

function found(other: Participant | undefined, link: (other: Participant) => LinkPlan): LinkPlan[] {
  return other ? [link(other)] : [];
}

/** The child makes the offers. */
function treeLink(kind: Exclude<LinkPlan['kind'], 'stage'>, { id, fingerprint }: Participant): LinkPlan {
  return { peer: id, kind, fingerprint, initiator: sideOf(kind) === 'up' };
}
