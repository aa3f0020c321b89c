import type { DeskRulesDocument } from './desk-rules.js';
import { stageOf, staysOf, timeIn, type Step } from './journey.js';
import { promisesOf, type Promised } from './promises.js';

/** What counting needs of a dispute beside its log. */
export interface Subject {
  readonly disputeId: string;
  readonly sellerId: string;
  readonly reason: string;
  readonly policy: string;
  readonly seq: number;
  readonly steps: readonly Step[];
  /** Percent of the ruling in force, where there is one. */
  readonly sellerLiability: number | null;
}

export type Judging = 'ruled_again' | 'appeal' | 'second_person';

/** What somebody decided in a dispute beside its first ruling: judged an appeal, ruled after it was sent back or came back, approved or refused what another ruled. */
export interface Judged {
  readonly by: string;
  readonly at: number;
  readonly as: Judging;
}

/** One dispute as it is counted: once, whatever was reopened, remanded or appealed. Times are epoch milliseconds, stretches milliseconds. */
export interface Summary {
  readonly disputeId: string;
  readonly seq: number;
  readonly sellerId: string;
  readonly reason: string;
  readonly openedAt: number;
  readonly escalatedAt: number | null;
  /** When the first ruling took force. */
  readonly decidedAt: number | null;
  /** Null while it is open: a dispute that was reopened is open. */
  readonly closedAt: number | null;
  readonly outcome: string | null;
  /** Who made the first ruling that took force. */
  readonly arbitrator: string | null;
  /** Everything that was decided beside the first ruling, oldest first. */
  readonly judged: readonly Judged[];
  readonly appealed: boolean;
  /** Null without an appeal that was decided. */
  readonly overturned: boolean | null;
  /** Null while it is open. */
  readonly sellerAtFault: boolean | null;
  readonly totalMs: number | null;
  readonly negotiationMs: number | null;
  readonly escalatedMs: number | null;
  readonly appealedMs: number | null;
  readonly executionMs: number | null;
  readonly pickupKept: boolean | null;
  readonly decisionKept: boolean | null;
}

/** A seller answers for what a ruling lays mostly on them, and for a claim that was accepted or left without an answer. */
const MOSTLY = 50;

const NEGOTIATION = ['opened', 'negotiation'];
const EXECUTION = ['decided', 'returning', 'replacing', 'refunding'];

function isAtFault({ steps, sellerLiability }: Subject): boolean {
  if (sellerLiability !== null) return sellerLiability >= MOSTLY;
  return steps.some(({ type, to, input }) => {
    const fellSilent = type === 'deadlinePassed' && input['kind'] === 'sellerResponse' && stageOf(to) !== 'escalated';
    return type === 'sellerAcceptedClaim' || fellSilent;
  });
}

/** A ruling with the moment at which it took force. */
interface InForce {
  readonly step: Step;
  readonly at: number;
}

const RULED = ['arbitratorRuled', 'appealRuled', 'ruledInadmissible'];
const rulingIdIn = ({ input }: Step): unknown => (input['ruling'] as { readonly id?: unknown } | undefined)?.id;

/** The rulings that took force: one that waited for a second person did only where it was approved. */
function rulingsIn(steps: readonly Step[]): InForce[] {
  return steps.filter(({ type }) => RULED.includes(type)).flatMap((step) => {
    if (!step.to.endsWith('.awaitingApproval')) return [{ step, at: step.at }];
    const approved = steps.find(({ type, input }) => type === 'rulingApproved' && input['rulingId'] === rulingIdIn(step));
    return approved === undefined ? [] : [{ step, at: approved.at }];
  });
}

/** Whether what was ruled first was changed: null while nobody has said. */
function isOverturned(steps: readonly Step[], rulings: readonly InForce[]): boolean | null {
  const isSentBack = steps.some(({ type }) => type === 'appealRemanded');
  const answers = rulings.filter(({ step }) => step.type === 'appealRuled').map(({ step }) => step.input['outcome'] !== 'uphold');
  return answers.length === 0 && !isSentBack ? null : isSentBack || answers.includes(true);
}

/** What was said about the first ruling: until the dispute was ruled anew, after a remand or about goods that came back. */
function aboutFirst(steps: readonly Step[], rulings: readonly InForce[], first: InForce | undefined): readonly Step[] {
  const next = rulings.find((ruling) => ruling !== first && ruling.step.type !== 'appealRuled');
  return next === undefined ? steps : steps.slice(0, steps.indexOf(next.step));
}

const BESIDE: Readonly<Record<string, Judging>> = { appealRemanded: 'appeal', rulingApproved: 'second_person', rulingRefused: 'second_person' };

/** Work on a dispute that is not its first ruling: whoever only judges appeals works as well. */
function judgedIn(steps: readonly Step[], rulings: readonly InForce[], first: InForce | undefined): Judged[] {
  const ruled = rulings.filter((ruling) => ruling !== first)
    .map(({ step, at }): Judged => ({ by: step.actor.id, at, as: step.type === 'appealRuled' ? 'appeal' : 'ruled_again' }));
  const beside = steps.flatMap(({ type, actor, at }): Judged[] => (BESIDE[type] === undefined ? [] : [{ by: actor.id, at, as: BESIDE[type] }]));
  return [...ruled, ...beside].sort((one, other) => one.at - other.at);
}

function keptAll(promises: readonly Promised[], kind: Promised['kind']): boolean | null {
  const met = promises.filter((promise) => promise.kind === kind && promise.metAt !== null);
  return met.length === 0 ? null : met.every(({ dueAt, metAt }) => dueAt === null || metAt! <= dueAt);
}

/** The summary of a dispute that was opened; null for a draft. */
export function summaryOf(subject: Subject, rules: DeskRulesDocument, now: number): { summary: Summary; promises: Promised[] } | null {
  const { steps, disputeId, seq, sellerId, reason } = subject;
  const openedAt = steps.find(({ type }) => type === 'buyerOpened')?.at;
  if (openedAt === undefined) return null;
  const stays = staysOf(steps);
  const last = stays.at(-1)!;
  const isClosed = stageOf(last.state) === 'closed';
  const promises = promisesOf(steps, rules, now);
  const rulings = rulingsIn(steps);
  const firstRuling = rulings.find(({ step }) => step.type !== 'appealRuled');
  const heard = aboutFirst(steps, rulings, firstRuling);
  const spent = (stages: readonly string[]): number | null => (isClosed ? timeIn(stays, (state) => stages.includes(stageOf(state)), now) : null);
  const visited = (stages: readonly string[]): number | null => (stays.some(({ state }) => stages.includes(stageOf(state))) ? spent(stages) : null);
  const summary: Summary = {
    disputeId, seq, sellerId, reason, openedAt,
    escalatedAt: steps.find(({ to }) => stageOf(to) === 'escalated')?.at ?? null,
    decidedAt: firstRuling?.at ?? null,
    closedAt: isClosed ? last.from : null,
    outcome: isClosed ? (last.state.split('.')[1] ?? null) : null,
    arbitrator: firstRuling?.step.actor.id ?? null,
    judged: judgedIn(steps, rulings, firstRuling),
    appealed: heard.some(({ type }) => type === 'partyAppealed'),
    overturned: isOverturned(heard, rulings.filter(({ step }) => heard.includes(step))),
    sellerAtFault: isClosed ? isAtFault(subject) : null,
    totalMs: isClosed ? timeIn(stays, (state) => !['draft', 'closed'].includes(stageOf(state)), now) : null,
    negotiationMs: spent(NEGOTIATION), escalatedMs: visited(['escalated']), appealedMs: visited(['appealed']), executionMs: visited(EXECUTION),
    pickupKept: keptAll(promises, 'pickup'), decisionKept: keptAll(promises, 'decision'),
  };
  return { summary, promises };
}
