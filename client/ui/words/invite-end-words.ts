import { msg, str } from '@lit/localize';
import { INVITE_DAYS } from '../../../shared/invites/policy.ts';
import type { RefusalReason } from '../../../shared/room/refusals.ts';

/** Why the link of an invitation leads nowhere: what happened, and what to do next. */
export interface InviteEndWords {
  readonly heading: string;
  readonly text: string;
}

/** The words for a link that will not work again; undefined for reasons that may pass. */
export function inviteEndWords(reason: RefusalReason): InviteEndWords | undefined {
  switch (reason) {
    case 'link-spent':
      return {
        heading: msg('This invitation is not known here.'),
        text: msg(
          'It ended a while ago, or a letter of the link got lost on the way. Ask whoever sent it to you.',
        ),
      };
    case 'invite-redeemed':
      return {
        heading: msg('This invitation was used already.'),
        text: msg(
          'If it was you, you are a member and can sign in. Otherwise ask whoever sent it to you for a new one.',
        ),
      };
    case 'invite-expired':
      return {
        heading: msg('This invitation has expired.'),
        text: msg(str`It was good for ${INVITE_DAYS} days. Ask whoever sent it to you for a new one.`),
      };
    case 'invite-withdrawn':
      return {
        heading: msg('This invitation was withdrawn.'),
        text: msg('Perhaps there was a mistake in it. Ask whoever sent it to you.'),
      };
    case 'invite-locked':
      return {
        heading: msg('This invitation is locked.'),
        text: msg(
          'Too many wrong numbers were tried with it. Ask whoever sent it to you for a new one, and tell them your number.',
        ),
      };
    default:
      return undefined;
  }
}
