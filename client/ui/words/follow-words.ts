import { msg, str } from '@lit/localize';
import type { Profile } from '../../../shared/protocol/members.ts';

/** “12 followers · follows you · blocked by you”: what stands beside *Follow*. */
export function followersWords({ followers, followsYou, blocked }: Profile): string {
  const count = followers === 1 ? msg('1 follower') : msg(str`${followers} followers`);
  return [count, followsYou && msg('follows you'), blocked && msg('blocked by you')]
    .filter(Boolean)
    .join(' · ');
}
