import type { Visitor } from './people.ts';

export interface Friend {
  readonly name: string;
  readonly handle: string;
  /** With its country's code. */
  readonly phone: string;
}

/** Makes an invite on the invites page; resolves to its link. */
export async function invite(member: Visitor, { name, phone }: Friend): Promise<string> {
  const { page } = member;
  await page.goto(new URL('/invites', page.url()).href);
  await member.button('Invite a friend').click();
  await page.getByRole('textbox', { name: "Friend's name" }).fill(name);
  await page.getByRole('textbox', { name: 'Phone number' }).fill(phone);
  await member.button('Create invite').click();
  const message = page.getByRole('link', { name: 'Send as a text message' });
  // The text of the message ends with the link.
  const link = /https?:\/\/\S+\/join#[\w-]+/.exec(
    decodeURIComponent((await message.getAttribute('href')) ?? ''),
  )?.[0];
  if (link === undefined) throw new Error('there is no link in the text message');
  await member.button('Done').click();
  return link;
}

/** Opens the link of an invite and gives a number; resolves when there is an answer to it. */
export async function giveNumber(friend: Visitor, link: string, phone: string): Promise<void> {
  if (friend.page.url() !== link) await friend.page.goto(link);
  await friend.page.getByRole('textbox', { name: 'Phone number' }).fill(phone);
  await friend.button('Continue').click();
}

/** Becomes a member by the link of an invite. */
export async function joinParley(
  friend: Visitor,
  link: string,
  { name, handle, phone }: Friend,
): Promise<void> {
  await giveNumber(friend, link, phone);
  await friend.page.getByRole('textbox', { name: 'Your name' }).fill(name);
  await friend.page.getByRole('textbox', { name: 'Handle' }).fill(handle);
  await friend.button('Join Parley').click();
  await friend.page.getByRole('heading', { name: `Welcome, ${name}.` }).waitFor();
}
