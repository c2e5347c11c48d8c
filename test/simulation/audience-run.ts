import { MOST_CHILDREN, stageUploadKbps } from '../../shared/topology/audience-limits.ts';
import { voiceKbps, voiceOf } from '../../shared/topology/stage-voice.ts';
import {
  type AudiencePlan,
  type Change,
  type UplinkChange,
  WHOLE_STAGE,
} from '../../shared/topology/audience.ts';
import { AudiencePlanner } from '../../shared/topology/audience-planner.ts';
import { type Churn, churn, type ChurnEvent, MEASURED_SEC } from './churn.ts';
import { type Failover, Silence } from './silence.ts';

/** The room at one moment, once a second. */
export interface Sample {
  readonly atSec: number;
  /** Listeners at each depth, the first beneath the stage. */
  readonly byDepth: readonly number[];
  readonly waiting: number;
  readonly uploadKbps: number;
}

export interface AudienceRun {
  readonly samples: readonly Sample[];
  /** Processor time of each change in the hour. */
  readonly planMs: readonly number[];
  readonly changes: number;
  /** Listeners whose parent changed: others than the newcomer; others than the children of who went; by tending. */
  readonly joinMoves: number;
  readonly departureMoves: number;
  readonly tendMoves: number;
  /** Links made, cut or given another part, of all kinds. */
  readonly edges: number;
  readonly silentSec: number;
  readonly unanswered: number;
  readonly crashes: number;
  readonly listenerHours: number;
  /** As the hour ends. */
  readonly plan: AudiencePlan;
  readonly withoutStandby: number;
}

export interface AudienceOptions extends Churn, Failover {
  readonly stage: number;
}

/** Lets an audience live for an hour (and two before it, in which it gathers) and keeps account of what the planner did. */
export function runAudience(options: AudienceOptions): AudienceRun {
  const run = new Run(options);
  let nextLookSec = 0;
  for (const event of inOrderOfHearing(churn(options), options.toldSec)) {
    for (; nextLookSec < event.atSec; nextLookSec += 1) run.look(nextLookSec);
    run.take(event);
  }
  return run.result();
}

type Heard = ChurnEvent | { readonly atSec: number; readonly change: { type: 'heard-of-crash'; id: string } };

/** The planner hears of a crash from the children, when they have been on their standbys for a while. */
function inOrderOfHearing(events: readonly ChurnEvent[], toldSec: number): Heard[] {
  const heard = events.flatMap(({ atSec, change }): Heard[] =>
    change.type === 'crashed'
      ? [{ atSec: atSec + toldSec, change: { type: 'heard-of-crash', id: change.id } }]
      : [],
  );
  return [...events, ...heard].sort((a, b) => a.atSec - b.atSec);
}

class Run {
  readonly #planner = new AudiencePlanner();
  readonly #silence: Silence;
  readonly #speakers: string[];
  readonly #samples: Sample[] = [];
  readonly #planMs: number[] = [];
  readonly #moves = { joined: 0, left: 0, tend: 0 };
  #edges = 0;
  #crashes = 0;
  #silentBefore = 0;
  #unansweredBefore = 0;

  constructor(options: AudienceOptions) {
    this.#silence = new Silence(options);
    this.#speakers = Array.from({ length: options.stage }, (_, index) => `s${index}`);
    for (const id of this.#speakers)
      this.#planner.apply({
        type: 'joined',
        person: { id, place: 'stage', room: MOST_CHILDREN, since: -1e9 },
      });
  }

  take({ atSec, change }: Heard): void {
    if (change.type === 'crashed') this.#crash(change.id, atSec);
    else if (change.type === 'heard-of-crash') this.#hearOfCrash(change.id, atSec);
    else if (change.type === 'left') this.#apply({ type: 'left', id: change.id }, atSec);
    else this.#apply(change, atSec);
  }

  /** Looks at the room; the account of silence begins with the hour. */
  look(atSec: number): void {
    if (this.#samples.length === 0) {
      this.#silentBefore = this.#silence.listenerSec;
      this.#unansweredBefore = this.#silence.unanswered;
    }
    const uploads = this.#speakers.map((id) => this.#uploadKbps(id));
    const { listenersByDepth: byDepth, waiting } = this.#planner;
    this.#samples.push({ atSec, byDepth, waiting, uploadKbps: Math.max(...uploads) });
  }

  result(): AudienceRun {
    const { plan } = this.#planner;
    const listeners = plan.people.filter(({ place }) => place === 'audience');
    return {
      samples: this.#samples,
      planMs: this.#planMs,
      changes: this.#planMs.length,
      joinMoves: this.#moves.joined,
      departureMoves: this.#moves.left,
      tendMoves: this.#moves.tend,
      edges: this.#edges,
      silentSec: this.#silence.listenerSec - this.#silentBefore,
      unanswered: this.#silence.unanswered - this.#unansweredBefore,
      crashes: this.#crashes,
      listenerHours:
        this.#samples.reduce((sum, { byDepth, waiting }) => sum + total(byDepth) + waiting, 0) / MEASURED_SEC,
      plan,
      withoutStandby: listeners.filter(({ standby, parent }) => standby === null && parent !== WHOLE_STAGE)
        .length,
    };
  }

  #crash(id: string, atSec: number): void {
    if (atSec >= 0) this.#crashes += 1;
    this.#silence.crash(this.#planner, id, atSec);
  }

  #hearOfCrash(id: string, atSec: number): void {
    this.#silence.forget(id);
    this.#apply({ type: 'left', id }, atSec);
  }

  #apply(change: Change, atSec: number): void {
    // Not wall time: on a busy machine that is mostly the time of others.
    const before = process.cpuUsage();
    const told = this.#planner.apply(change);
    const { user, system } = process.cpuUsage(before);
    const tookMs = (user + system) / 1_000;
    this.#silence.note(this.#planner, told, atSec);
    if (atSec < 0) return;
    this.#planMs.push(tookMs);
    this.#edges += told.reduce((sum, one) => sum + edgesOf(one), 0);
    if (change.type === 'joined' || change.type === 'left' || change.type === 'tend')
      this.#moves[change.type] += movesOf(change, told);
  }

  /** Everything a speaker sends when all who can talk talk. */
  #uploadKbps(id: string): number {
    const children = this.#planner.placeOf(id)?.children.length ?? 0;
    const stageSize = this.#speakers.length;
    const ordinary = this.#planner.ordinaryListeners * voiceKbps(voiceOf(stageSize));
    return stageUploadKbps(stageSize, children) + ordinary;
  }
}

function edgesOf({ before, after }: UplinkChange): number {
  const parent = before?.parent !== after?.parent ? 1 : 0;
  return parent + ((before?.standby ?? null) !== (after?.standby ?? null) ? 1 : 0);
}

/** Who had a parent and has another now, besides those whom the change itself leaves without one. */
function movesOf(change: Change, told: readonly UplinkChange[]): number {
  const gone = change.type === 'left' ? change.id : null;
  return told.filter(
    ({ before, after }) =>
      before !== null &&
      before.parent !== null &&
      after !== null &&
      before.parent !== gone &&
      before.parent !== after.parent,
  ).length;
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
