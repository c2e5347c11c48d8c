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
