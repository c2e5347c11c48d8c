import { Router, type Response } from 'express';
import * as v from 'valibot';
import type { InviteBook, InviteGlance, PhoneNumber } from '../../shared/protocol/members.ts';
import type { Answer } from '../../shared/protocol/messages.ts';
import { handleSchema, idSchema, nameSchema } from '../../shared/protocol/schemas.ts';
import type { PersonId } from '../../shared/room/state.ts';
import { granted, refused } from '../answers.ts';
import { GuessMeasure } from '../guess-measure.ts';
import type { BrowserCookie } from '../identity/browser-cookie.ts';
import type { Identities } from '../identity/identities.ts';
import { issueInvite, type IssuingParts } from '../identity/issue-invite.ts';
import { hashPhoneNumber, readPhoneNumber } from '../identity/phone-numbers.ts';
import { hashToken, looksLikeToken } from '../identity/tokens.ts';
import { cardsShownTo } from '../members/shown-cards.ts';
import type { Store } from '../store/store.ts';
import { readBody, send } from './answer-request.ts';
import { arrivingBrowser } from './arriving-browser.ts';
import { askingMember } from './asking-member.ts';
import { limitRequests } from './limit-requests.ts';
import type { TellSession } from './session-info.ts';

/** For everyone behind one address; and for everyone who has the link of one invite, counting only what went wrong. */
const GUESSES = { times: 100, perSeconds: 60 };
const GUESSES_PER_INVITE = { times: 20, perSeconds: 600 };

const typedNumber = {
  phone: v.pipe(v.string(), v.maxLength(100)),
  country: v.pipe(v.string(), v.regex(/^([A-Z]{2})?$/)),
};
const token = v.pipe(v.string(), v.maxLength(200));
const numberSchema = v.strictObject(typedNumber);
const friendSchema = v.strictObject({ ...typedNumber, name: nameSchema });
const glanceSchema = v.strictObject({ token });
const claimSchema = v.strictObject({ ...typedNumber, token });
const redemptionSchema = v.strictObject({ ...typedNumber, token, handle: handleSchema, name: nameSchema });

interface InvitesParts extends IssuingParts {
  readonly store: Pick<Store, 'invites' | 'members'>;
  readonly identities: Identities;
  readonly cookie: BrowserCookie;
  readonly tellSession: TellSession;
  readonly trustedProxies: number;
}

/** `/api/invites`: a member's invites, and what the invited friend does with the link of one. */
export function invitesRouter(parts: InvitesParts): Router {
  const router = Router();
  addForMembers(router, parts);
  addForFriends(router, parts);
  return router;
}

function addForMembers(router: Router, parts: InvitesParts): void {
  const { store, clock, trustedProxies } = parts;
  // One that is withdrawn comes back, and is remembered for a while all the same.
  const mayChange = limitRequests({ times: 120, perSeconds: 60 }, trustedProxies);

  router.get('/', async (request, response) => {
    const asker = await askingMember(request, parts);
    if (!asker.ok) return send(response, asker);
    const { personId } = asker.value.person;
    const book = await store.invites.of(personId, clock.now());
    send(response, granted(await bookShownTo(personId, book, store)));
  });

  router.post(
    '/number',
    limitRequests({ times: 120, perSeconds: 60 }, trustedProxies),
    (request, response) => {
      const body = readBody(numberSchema, request.body);
      send(response, body ? numberIn(body) : refused('malformed'));
    },
  );

  router.post('/', mayChange, async (request, response) => {
    const asker = await askingMember(request, parts);
    if (!asker.ok) return send(response, asker);
    const body = readBody(friendSchema, request.body);
    if (!body) return send(response, refused('malformed'));
    const phone = readPhoneNumber(body);
    if (!phone) return send(response, refused('not-a-number'));
    const inviterId = asker.value.person.personId;
    const issued = await issueInvite(parts, { inviterId, friendName: body.name, phone, extra: false });
    send(response, issued ? granted(issued) : refused('no-invites-left'), 201);
  });

  router.delete('/:id', mayChange, async (request, response) => {
    const asker = await askingMember(request, parts);
    if (!asker.ok) return send(response, asker);
    const id = readBody(idSchema, request.params['id']);
    if (id === undefined) return send(response, refused('link-spent'));
    const fault = await store.invites.withdraw(asker.value.person.personId, id, clock.now());
    send(response, fault ? refused(fault) : granted(null));
  });
}

/** A friend who has blocked the inviter since is not named, as if they had left. */
async function bookShownTo(
  inviter: PersonId,
  book: InviteBook,
  { members }: Pick<Store, 'members'>,
): Promise<InviteBook> {
  const friends = book.invites.flatMap(({ redeemedBy }) => redeemedBy ?? []);
  const shown = await cardsShownTo(inviter, friends, members);
  const invites = book.invites.map((invite) =>
    invite.redeemedBy && !shown.includes(invite.redeemedBy) ? { ...invite, redeemedBy: null } : invite,
  );
  return { ...book, invites };
}

function addForFriends(router: Router, parts: InvitesParts): void {
  const { store, clock, phoneKey, identities, cookie, tellSession, trustedProxies } = parts;
  const fewGuesses = limitRequests(GUESSES, trustedProxies);
  const measured = measuredByInvite();

  router.post('/glance', fewGuesses, async (request, response) => {
    const body = readBody(glanceSchema, request.body);
    if (!body) return send(response, refused('malformed'));
    const answer = await measured(response, body.token, async (tokenHash): Promise<Answer<InviteGlance>> => {
      const glance = await store.invites.glance(tokenHash, clock.now());
      return typeof glance === 'string' ? refused(glance) : granted(glance);
    });
    send(response, answer);
  });

  router.post('/check', fewGuesses, async (request, response) => {
    const body = readBody(claimSchema, request.body);
    if (!body) return send(response, refused('malformed'));
    const phone = readPhoneNumber(body);
    if (!phone) return send(response, refused('not-a-number'));
    const phoneHash = hashPhoneNumber(phoneKey, phone);
    const answer = await measured(response, body.token, async (tokenHash): Promise<Answer<null>> => {
      const fault = await store.invites.check({ tokenHash, phoneHash, at: clock.now() });
      return fault ? refused(fault) : granted(null);
    });
    send(response, answer);
  });

  router.post('/redeem', fewGuesses, async (request, response) => {
    const body = readBody(redemptionSchema, request.body);
    if (!body) return send(response, refused('malformed'));
    const phone = readPhoneNumber(body);
    if (!phone) return send(response, refused('not-a-number'));
    const { browser, header } = arrivingBrowser(request, cookie);
    // Whoever is a member already would lose that account from this browser, and the friend the invite.
    if ((await identities.personOf(browser.formerTokenHash))?.kind === 'member')
      return send(response, refused('not-allowed'));
    const { handle, name } = body;
    const phoneHash = hashPhoneNumber(phoneKey, phone);
    const redeemed = await measured(response, body.token, (inviteTokenHash) =>
      identities.redeemInvite({ inviteTokenHash, phoneHash, handle, name, ...browser }),
    );
    if (!redeemed.ok) return send(response, redeemed);
    response.append('Set-Cookie', header);
    send(response, granted(tellSession(request, redeemed.value)), 201);
  });
}

function numberIn(typed: { readonly phone: string; readonly country: string }): Answer<PhoneNumber> {
  const phone = readPhoneNumber(typed);
  return phone ? granted(phone) : refused('not-a-number');
}

type AskOfInvite = <Value>(
  response: Response,
  token: string,
  ask: (tokenHash: string) => Promise<Answer<Value>>,
) => Promise<Answer<Value>>;

/** Asks with the invite of this token, unless too much has gone wrong with it lately. */
function measuredByInvite(): AskOfInvite {
  const failures = new GuessMeasure(GUESSES_PER_INVITE);
  return async (response, token, ask) => {
    if (!looksLikeToken(token)) return refused('link-spent');
    const tokenHash = hashToken(token);
    if (await failures.isUsedUp(tokenHash)) {
      response.setHeader('Retry-After', String(failures.perSeconds));
      return refused('too-frequent');
    }
    const answer = await ask(tokenHash);
    if (!answer.ok) await failures.countFailure(tokenHash);
    return answer;
  };
}
