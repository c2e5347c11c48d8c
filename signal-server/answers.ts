import type { Answer } from '../shared/protocol/messages.ts';
import type { RefusalReason } from '../shared/room/refusals.ts';

export interface Refusal {
  readonly ok: false;
  readonly reason: RefusalReason;
}

export function granted<Value>(value: Value): Answer<Value> {
  return { ok: true, value };
}

export function refused(reason: RefusalReason): Refusal {
  return { ok: false, reason };
}

/** What comes of something that was refused for a reason, or done. */
export function answered(refusal: RefusalReason | null): Answer<null> {
  return refusal ? refused(refusal) : granted(null);
}
