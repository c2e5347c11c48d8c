import { membersApi, type MembersApi } from '../../client/session/members-api.ts';

const never = () => new Promise<never>(() => {});

/** A server that answers what a state says, and takes for ever about everything else. */
export function fakeMembers(answers: Partial<MembersApi> = {}): MembersApi {
  const silent = Object.fromEntries(Object.keys(membersApi).map((method) => [method, never]));
  // It has every method that the real one has.
  return { ...silent, ...answers } as MembersApi;
}
