import * as v from 'valibot';
import type { Erased } from '../../shared/protocol/members.ts';
import { handleSchema, nameSchema } from '../../shared/protocol/schemas.ts';

/** What whoever runs the server may ask of it, from its own machine. */
export const adminRequestSchema = v.variant('verb', [
  v.strictObject({ verb: v.literal('recover'), handle: handleSchema }),
  v.strictObject({
    verb: v.literal('invite'),
    name: nameSchema,
    phone: v.pipe(v.string(), v.maxLength(100)),
    /** ISO 3166-1; counts where the number does not begin with its country. */
    country: v.optional(v.pipe(v.string(), v.toUpperCase(), v.regex(/^[A-Z]{2}$/))),
    /** Who the invite is from; without it, from the member who was here first. */
    from: v.optional(handleSchema),
  }),
  v.strictObject({ verb: v.literal('members') }),
  v.strictObject({ verb: v.literal('remove-member'), handle: handleSchema }),
]);

export type AdminRequest = v.InferOutput<typeof adminRequestSchema>;

/** A one-time link, whose page is at this address. */
interface AdminLink {
  readonly address: string;
  readonly token: string;
  readonly expiresAt: number;
}

export interface AdminMember {
  readonly handle: string;
  readonly name: string;
  readonly joinedAt: number;
  /** A handle; null for the owner, and where the inviter has left. */
  readonly invitedBy: string | null;
}

/** What is told in answer to each verb. */
export interface AdminValues {
  readonly recover: AdminLink;
  readonly invite: AdminLink & { readonly inviter: string; readonly phone: string };
  readonly members: readonly AdminMember[];
  readonly 'remove-member': Erased;
}
