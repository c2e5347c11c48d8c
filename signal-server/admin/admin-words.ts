import type { RefusalReason } from '../../shared/room/refusals.ts';
import type { AdminMember, AdminRequest, AdminValues } from './admin-requests.ts';

/** What the command line says, in English: it is for whoever runs the server. */

const when = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });

/** `publicUrl` goes before the address that the server goes by. */
export function answerWords<Verb extends AdminRequest['verb']>(
  request: Extract<AdminRequest, { verb: Verb }>,
  value: AdminValues[Verb],
  publicUrl: string | undefined,
): string {
  // TypeScript does not follow that a verb of this union goes with its value.
  const said = { ...request, value } as {
    [One in AdminRequest['verb']]: Extract<AdminRequest, { verb: One }> & { value: AdminValues[One] };
  }[AdminRequest['verb']];
  switch (said.verb) {
    case 'recover': {
      const { address, token, expiresAt } = said.value;
      const link = `${publicUrl ?? address}/sign-in#${token}`;
      return `This link signs @${said.handle} in, once, until ${when.format(expiresAt)}. Using it signs all their other browsers out and removes their passkeys. Give it to nobody else:\n${link}`;
    }
    case 'invite': {
      const { address, token, expiresAt, inviter, phone } = said.value;
      const link = `${publicUrl ?? address}/join#${token}`;
      return `An invite from @${inviter} for ${said.name}, who needs this link and the number ${phone}, until ${when.format(expiresAt)}:\n${link}`;
    }
    case 'members':
      return said.value.length === 0 ? 'Nobody has an account yet.' : table(said.value);
    case 'remove-member':
      return said.value.tracesRemain
        ? `@${said.handle} is removed, with everything that was theirs. Traces are in the database's file until the disk has room to write it anew: the server does that by itself.`
        : `@${said.handle} is removed, with everything that was theirs.`;
  }
}

function table(members: readonly AdminMember[]): string {
  const rows = members.map(({ handle, name, joinedAt, invitedBy }) => [
    `@${handle}`,
    name,
    day.format(joinedAt),
    invitedBy === null ? '' : `invited by @${invitedBy}`,
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function refusalWords(request: AdminRequest, reason: RefusalReason): string {
  switch (reason) {
    case 'no-such-member': {
      const handle =
        request.verb === 'invite' ? request.from : 'handle' in request ? request.handle : undefined;
      return handle === undefined
        ? 'Nobody has an account yet who could invite: the server prints the link for the first one when it starts.'
        : `There is no member @${handle}. See: npm run parley -- members`;
    }
    case 'not-a-number':
      return 'This is no phone number. Write it with + and its country, or name the country: --country DE';
    case 'malformed':
      return 'The server that runs is of another version: start it anew, and try again.';
    default:
      return 'It could not be done; the log of the server says why.';
  }
}
