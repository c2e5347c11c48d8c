import { msg, str } from '@lit/localize';
import type { InviteCard } from '../../../shared/protocol/members.ts';

/** What an inviter sends along with the link. */
export function invitationWords(friendName: string): string {
  return msg(
    str`Hi ${friendName}, I’d like you to join me on Parley, where we talk in rooms by voice. Your invitation works once, and with your phone number:`,
  );
}

export function invitesLeftWords(left: number): string {
  if (left === 0) return msg('You have no invites left.');
  return left === 1 ? msg('You have 1 invite left.') : msg(str`You have ${left} invites left.`);
}

/** When more invites come; null rooms for as many as there can be. */
export function moreInvitesWords(roomsToNext: number | null): string {
  switch (roomsToNext) {
    case null:
      return msg('That is as many as one can have. As you use some, more come.');
    case 1:
      return msg(
        'The next room in which you meet another member, and speak or listen for ten minutes, brings you one more.',
      );
    default:
      return msg(
        str`After ${roomsToNext} more rooms in which you meet another member, and speak or listen for ten minutes, you get another.`,
      );
  }
}

/** What has become of an invite. Where somebody redeemed it, their name stands before these words. */
export function inviteStateWords(invite: InviteCard, language: string): string {
  const until = dateWords(invite.expiresAt, language);
  const ended = invite.endedAt === null ? until : dateWords(invite.endedAt, language);
  switch (invite.state) {
    case 'waiting':
      return msg(str`waiting until ${until}`);
    case 'redeemed':
      return invite.redeemedBy ? msg(str`joined on ${ended}`) : msg(str`redeemed on ${ended}`);
    case 'expired':
      return msg(str`expired on ${ended}`);
    case 'withdrawn':
      return msg(str`withdrawn on ${ended}`);
    case 'locked':
      return msg(str`locked on ${ended} after five wrong numbers`);
  }
}

function dateWords(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(at);
}
