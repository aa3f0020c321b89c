import type { DeadlineKind } from '../../../policy/index.js';
import { ifSilent, type Situation } from '../../domain/decide.js';
import type { Deadline } from '../../domain/deadlines.js';
import { LAW_EDGES } from '../../domain/edges.js';
import type { State } from '../../domain/states.js';
import { moneyInWords } from '../../../foundation/money.js';
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

/** Silences whose words name an amount: only the facts after it tell which. */
const NAMING_AMOUNT: readonly Silence[] = ['grantsRefund', 'grantsRefundWithoutReturn', 'grantsReturn'];

/** What comes of a deadline whatever the facts are: those with one transition and no condition. Read off the machine once. */
function foregone(): Map<string, Silence> {
  const known = new Map<string, Silence>();
  for (const { from, event, to, params } of LAW_EDGES) {
    const { deadline, when, and, origin } = params;
    if (event !== 'deadlinePassed' || deadline === undefined) continue;
    const others = LAW_EDGES.filter((edge) => edge.from === from && edge.event === event && edge.params.deadline === deadline);
    const silence = silenceOf(from, deadline as DeadlineKind, to);
    const conditional = [when, and, origin].some((condition) => condition !== undefined);
    if (others.length === 1 && !conditional && !NAMING_AMOUNT.includes(silence)) known.set(`${from} ${deadline}`, silence);
  }
  return known;
}

/** Asking the machine costs 40 microseconds; most deadlines have only one end. */
const FOREGONE = foregone();

function inWords(situation: Situation, deadline: Deadline, lang: Reader['lang']): string | undefined {
  const certain = FOREGONE.get(`${situation.state} ${deadline.kind}`);
  if (certain !== undefined) return say(lang, 'silences', certain);
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
