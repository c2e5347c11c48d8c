import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/browser';
import type { Answer } from '../../shared/protocol/messages.ts';
import type {
  Erased,
  InviteBook,
  InviteGlance,
  MemberCard,
  NewInvite,
  OneTimeLink,
  PasskeyCard,
  PhoneNumber,
  Profile,
  ProfileText,
  SignedInDevice,
} from '../../shared/protocol/members.ts';
import type { PersonId } from '../../shared/room/state.ts';
import { request } from './request.ts';
import type { SessionInfo } from './room-state.ts';

/** A phone number as it was typed, and the country to take it to be of (ISO 3166-1) where it does not say. */
export interface TypedNumber {
  readonly phone: string;
  readonly country: string;
}

/** What the pages about members ask of the server. Fetched with them, not with the first page. */
export interface MembersApi {
  fetchInvites(): Promise<Answer<InviteBook>>;
  readNumber(typed: TypedNumber): Promise<Answer<PhoneNumber>>;
  createInvite(friend: TypedNumber & { readonly name: string }): Promise<Answer<NewInvite>>;
  withdrawInvite(id: string): Promise<Answer<null>>;
  /** The following three are for the invited friend, who has the token of the link. */
  glanceAtInvite(token: string): Promise<Answer<InviteGlance>>;
  checkInvite(claim: TypedNumber & { readonly token: string }): Promise<Answer<null>>;
  redeemInvite(
    claim: TypedNumber & { readonly token: string; readonly handle: string; readonly name: string },
  ): Promise<Answer<SessionInfo>>;

  /** By handle, or (with an `id:` before it) by person. */
  fetchProfile(who: string): Promise<Answer<Profile>>;
  changeProfile(text: ProfileText): Promise<Answer<SessionInfo>>;
  /** A WebP of 256 × 256 pixels and at most 48 kB; null takes the picture away. */
  setPicture(picture: Blob | null): Promise<Answer<SessionInfo>>;
  setFollowing(who: PersonId, follow: boolean): Promise<Answer<null>>;
  setBlocked(who: PersonId, block: boolean): Promise<Answer<null>>;
  fetchFollowers(who: PersonId): Promise<Answer<readonly MemberCard[]>>;
  fetchFollowing(who: PersonId): Promise<Answer<readonly MemberCard[]>>;
  /** One's own. */
  fetchBlocked(): Promise<Answer<readonly MemberCard[]>>;

  fetchDevices(): Promise<Answer<readonly SignedInDevice[]>>;
  signOutDevice(id: string): Promise<Answer<null>>;
  signOutEverywhere(): Promise<Answer<null>>;
  offerDeviceLink(): Promise<Answer<OneTimeLink>>;
  /** By the link of another device, or of whoever runs the server. */
  redeemSignInLink(token: string): Promise<Answer<SessionInfo>>;

  fetchPasskeys(): Promise<Answer<readonly PasskeyCard[]>>;
  removePasskey(id: string): Promise<Answer<null>>;
  beginPasskey(): Promise<Answer<PublicKeyCredentialCreationOptionsJSON>>;
  addPasskey(response: RegistrationResponseJSON): Promise<Answer<PasskeyCard>>;
  beginPasskeySignIn(): Promise<Answer<PublicKeyCredentialRequestOptionsJSON>>;
  signInWithPasskey(response: AuthenticationResponseJSON): Promise<Answer<SessionInfo>>;

  /** Everything stored about oneself. */
  fetchOwnData(): Promise<Answer<object>>;
  eraseAccount(handle: string): Promise<Answer<Erased>>;
}

const at = (id: string) => encodeURIComponent(id);

export const membersApi: MembersApi = {
  fetchInvites: () => request('GET', '/invites'),
  readNumber: (typed) => request('POST', '/invites/number', typed),
  createInvite: (friend) => request('POST', '/invites', friend),
  withdrawInvite: (id) => request('DELETE', `/invites/${at(id)}`),
  glanceAtInvite: (token) => request('POST', '/invites/glance', { token }),
  checkInvite: (claim) => request('POST', '/invites/check', claim),
  redeemInvite: (claim) => request('POST', '/invites/redeem', claim),

  fetchProfile: (who) => request('GET', `/members/${at(who)}`),
  changeProfile: (text) => request('PUT', '/me', text),
  setPicture: (picture) => request(picture ? 'PUT' : 'DELETE', '/me/picture', picture ?? undefined),
  setFollowing: (who, follow) => request(follow ? 'PUT' : 'DELETE', `/members/id:${at(who)}/follow`),
  setBlocked: (who, block) => request(block ? 'PUT' : 'DELETE', `/members/id:${at(who)}/block`),
  fetchFollowers: (who) => request('GET', `/members/id:${at(who)}/followers`),
  fetchFollowing: (who) => request('GET', `/members/id:${at(who)}/following`),
  fetchBlocked: () => request('GET', '/me/blocked'),

  fetchDevices: () => request('GET', '/session/devices'),
  signOutDevice: (id) => request('DELETE', `/session/devices/${at(id)}`),
  signOutEverywhere: () => request('DELETE', '/session/devices'),
  offerDeviceLink: () => request('POST', '/session/link', {}),
  redeemSignInLink: (token) => request('POST', '/session/link/redeem', { token }),

  fetchPasskeys: () => request('GET', '/passkeys'),
  removePasskey: (id) => request('DELETE', `/passkeys/${at(id)}`),
  beginPasskey: () => request('POST', '/passkeys/begin', {}),
  addPasskey: (response) => request('POST', '/passkeys', response),
  beginPasskeySignIn: () => request('POST', '/passkeys/sign-in/begin', {}),
  signInWithPasskey: (response) => request('POST', '/passkeys/sign-in', response),

  fetchOwnData: () => request('GET', '/me/data'),
  eraseAccount: (handle) => request('DELETE', '/me', { handle }),
};
