import type { DeadlineKind } from '../../../policy/index.js';
import type { Dispute } from '../../dispute.js';
import { ifSilent, type Situation } from '../../domain/decide.js';
import type { Deadline } from '../../domain/deadlines.js';
import type { State } from '../../domain/states.js';
import { moneyInWords } from '../words/money.js';
import { say, type Silence } from '../words/words.js';
import type { Reader } from './reader.js';

/** A deadline that runs, and what the law would do if it passed now. */
export interface Running {
  readonly deadline: Deadline;
  readonly onExpiry: string | undefined;
}

const STAYING: Partial<Readonly<Record<DeadlineKind, Silence>>> = {
  pickup: 'staysQueued',
  refundRetry: 'asksProvider',
  refundQuery: 'asksProvider',
  suspensionReview: 'staysSuspended',
  reopen: 'endsReopening',
  appealWindow: 'endsAppeal',
};

/** By the state that is reached; where the same state means different things, by what led there. */
const REACHED: Partial<Readonly<Record<State, Silence>>> = {
  discarded: 'discards',
  'escalated.queued': 'escalates',
  'appealed.queued': 'requeues',
  'escalated.underReview': 'reviewGoesOn',
  'appealed.underReview': 'reviewGoesOn',
  'refunding.pending': 'grantsRefund',
  'refunding.failed': 'asksProvider',
  'returning.awaitingAddress': 'grantsReturn',
  'returning.awaitingShipment': 'grantsReturn',
  'replacing.awaitingShipment': 'grantsReplacement',
  'closed.expired': 'closesOnOffer',
  'closed.settled': 'closesUnpaid',
  'closed.ruled': 'closesUnpaid',
};

const LED_BY: Partial<Readonly<Record<DeadlineKind, Silence>>> = {
  decision: 'requeues',
  settlement: 'settlementLapses',
  approval: 'rulingReturns',
  returnAddress: 'grantsRefundWithoutReturn',
  returnShipment: 'keepsMoney',
  refundRetry: 'retriesRefund',
  replacementConfirm: 'closesDone',
};

/** Which words fit what the machine would do. */
export function silenceOf(from: State, kind: DeadlineKind, to: State): Silence {
  const silence = to === from ? STAYING[kind] : (LED_BY[kind] ?? REACHED[to]);
  if (silence === undefined) throw new Error(`no words for the silence of ${kind} from ${from} to ${to}`);
  return silence;
}

export function situationOf(dispute: Dispute, { policy }: Reader): Situation {
  const { id: disputeId, state, facts, deadlines, now } = dispute;
  return { disputeId, state, facts, deadlines, now, policy };
}

function inWords(situation: Situation, deadline: Deadline, lang: Reader['lang']): string | undefined {
  const outcome = ifSilent(situation, deadline);
  if (outcome === null) return undefined;
  const { facts, state } = outcome;
  const amount = moneyInWords(facts.grant?.remedy.amount ?? facts.claim.amount, facts.currency, lang);
  return say(lang, 'silences', silenceOf(situation.state, deadline.kind, state), { amount });
}

/** The deadlines that run, the first due first, each with what its silence brings. Paused ones bring nothing. */
export function runningDeadlines(situation: Situation, reader: Reader): Running[] {
  return situation.deadlines
    .filter(({ pausedLeft }) => pausedLeft === null)
    .map((deadline) => ({ deadline, onExpiry: inWords(situation, deadline, reader.lang) }))
    .sort((one, other) => one.deadline.dueAt - other.deadline.dueAt);
}
