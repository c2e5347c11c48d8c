import { Router, type Request, type Response } from 'express';
import * as v from 'valibot';
import type { MemberCard, Profile } from '../../shared/protocol/members.ts';
import type { Answer } from '../../shared/protocol/messages.ts';
import { handleSchema, idSchema } from '../../shared/protocol/schemas.ts';
import type { PersonId } from '../../shared/room/state.ts';
import { granted, refused } from '../answers.ts';
import type { Clock } from '../clock.ts';
import type { BrowserCookie } from '../identity/browser-cookie.ts';
import type { Devices } from '../identity/devices.ts';
import type { Identities } from '../identity/identities.ts';
import { cardsShownTo } from '../members/shown-cards.ts';
import type { Bond, Member } from '../store/member-store.ts';
import type { Store } from '../store/store.ts';
import { readBody, send } from './answer-request.ts';
import { askingMember } from './asking-member.ts';
import { limitRequests } from './limit-requests.ts';

/** A handle, or a person's id with `id:` before it. */
const whoSchema = v.union([
  v.pipe(
    v.string(),
    v.startsWith('id:'),
    v.transform((who) => who.slice(3)),
    idSchema,
    v.transform((personId) => ({ personId })),
  ),
  v.pipe(
    handleSchema,
    v.transform((handle) => ({ handle })),
  ),
]);

interface MembersParts {
  readonly store: Pick<Store, 'members'>;
  readonly clock: Clock;
  readonly identities: Identities;
  readonly devices: Pick<Devices, 'lookAnew'>;
  readonly cookie: BrowserCookie;
  readonly trustedProxies: number;
}

/** One member asks about another, or does something that concerns them. */
interface Encounter {
  readonly asker: PersonId;
  readonly member: Member;
  readonly bond: Bond;
}

/** What comes of an encounter. */
type Handle = (encounter: Encounter) => Promise<Answer<unknown>>;

/** `/api/members/WHO`: for members. Who was blocked by a member finds nobody there, but can block them too. */
export function membersRouter(parts: MembersParts): Router {
  const router = Router();
  addViews(router, parts);
  addBonds(router, parts);
  return router;
}

function addViews(router: Router, parts: MembersParts): void {
  const { store } = parts;
  const answer = answering(parts);
  const shownTo = async (asker: PersonId, cards: Promise<readonly MemberCard[]>) =>
    granted(await cardsShownTo(asker, await cards, store.members));

  router.get(
    '/:who',
    answer(async (encounter) => granted(await profileIn(store, encounter))),
  );
  router.get(
    '/:who/followers',
    answer(({ asker, member }) => shownTo(asker, store.members.followersOf(member.personId))),
  );
  router.get(
    '/:who/following',
    answer(({ asker, member }) => shownTo(asker, store.members.followedBy(member.personId))),
  );
}

function addBonds(router: Router, parts: MembersParts): void {
  const { store, clock, devices, trustedProxies } = parts;
  const mayChange = limitRequests({ times: 300, perSeconds: 60 }, trustedProxies);
  const answer = answering(parts);
  const change = (handle: Handle, mayBeBlocked = false) =>
    answer(async (encounter) => {
      const done = await handle(encounter);
      if (done.ok) await devices.lookAnew(encounter.asker, encounter.member.personId);
      return done;
    }, mayBeBlocked);

  const follow = change(async ({ asker, member }) => {
    if (asker === member.personId) return refused('not-allowed');
    const follows = await store.members.follow(asker, member.personId, clock.now());
    return follows ? granted(null) : refused('not-allowed');
  });
  const unfollow = change(async ({ asker, member }) =>
    granted(await nothing(store.members.unfollow(asker, member.personId))),
  );
  const block = change(async ({ asker, member }) => {
    if (asker === member.personId) return refused('not-allowed');
    await store.members.block(asker, member.personId, clock.now());
    // They follow the one who blocks no longer, for whom the door of their rooms may have been by that.
    await devices.lookAnew(member.personId, asker);
    return granted(null);
  }, true);
  const unblock = change(
    async ({ asker, member }) => granted(await nothing(store.members.unblock(asker, member.personId))),
    true,
  );
  router.put('/:who/follow', mayChange, follow).delete('/:who/follow', mayChange, unfollow);
  router.put('/:who/block', mayChange, block).delete('/:who/block', mayChange, unblock);
}

/** Answers who asks about WHO; to whom that member has blocked there is nobody, unless they may be. */
function answering(parts: MembersParts) {
  return (handle: Handle, mayBeBlocked = false) =>
    async (request: Request, response: Response): Promise<void> => {
      const encounter = await encounterIn(parts, request);
      if (!encounter.ok) return send(response, encounter);
      const hidden = encounter.value.bond.blockedBy && !mayBeBlocked;
      send(response, hidden ? refused('no-such-member') : await handle(encounter.value));
    };
}

async function encounterIn(parts: MembersParts, request: Request): Promise<Answer<Encounter>> {
  const asking = await askingMember(request, parts);
  if (!asking.ok) return asking;
  const { members } = parts.store;
  const who = readBody(whoSchema, request.params['who']);
  if (!who) return refused('no-such-member');
  const member = await ('handle' in who ? members.findByHandle(who.handle) : members.find(who.personId));
  if (!member) return refused('no-such-member');
  const asker = asking.value.person.personId;
  return granted({ asker, member, bond: await members.bond(asker, member.personId) });
}

/** Whoever has blocked the one who asks is not shown, as an inviter neither. */
async function profileIn(store: MembersParts['store'], { asker, member, bond }: Encounter): Promise<Profile> {
  const { invitedBy, ...text } = member;
  const hidden = invitedBy !== null && (await store.members.bond(asker, invitedBy.personId)).blockedBy;
  return {
    ...text,
    invitedBy: hidden ? null : invitedBy,
    you: asker === member.personId,
    followed: bond.follows,
    followsYou: bond.followedBy,
    blocked: bond.blocks,
  };
}

async function nothing(done: Promise<void>): Promise<null> {
  await done;
  return null;
}
