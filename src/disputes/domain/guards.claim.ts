import { evidenceGap } from './checklist.js';
import { isShown, mayKnowOfPiece, pieceOf } from './custody.js';
import type { AssessedLine, ClaimAssessment, ClaimForm, EventOf } from './events.js';
import type { Facts } from './facts.js';
import { refuse, rule, type Judgement, type Refusal, type Rule } from './judgement.js';

/* What may be claimed, and when: opening, amending, reopening, and what is added to a claim. */

type Assessed = Judgement<{ assessment: ClaimAssessment }>;

/** The claim as it would stand: a revised one comes with the event, otherwise the draft's. */
function claimOf(j: { facts: Facts; event: object }): ClaimForm {
  return 'claim' in j.event ? (j.event.claim as ClaimForm) : j.facts.claim;
}

const windowNotOpen = (j: Assessed): Refusal | null => {
  const from = j.event.assessment.windowFrom;
  if (from === null) return refuse('window_not_open');
  return j.now < Date.parse(from) ? { code: 'window_not_open', availableFrom: Date.parse(from) } : null;
};

const windowClosed = (j: Assessed): Refusal | null => {
  const until = j.event.assessment.windowUntil;
  return until !== null && j.now >= Date.parse(until) ? refuse('window_closed') : null;
};

/** The check carries its code, so that docs/states.md can name it. */
const someLine = (code: string, lacks: (line: AssessedLine) => boolean) =>
  Object.assign((j: Assessed): Refusal | null => (j.event.assessment.lines.some(lacks) ? refuse(code) : null), { code });

const unitsNotDisputable = someLine('units_not_disputable', (line) => line.quantity > line.unheld);
const alreadyDecided = someLine('already_decided', (line) => line.quantity > line.undecided);
const useReopen = someLine('use_reopen', (line) => line.quantity > line.free);

export const amountExceedsRefundable = (j: Assessed): Refusal | null => {
  const { amount } = j.event.assessment;
  const asked = claimOf(j).requested.amount ?? amount;
  return amount < 1 || asked < 1 || asked > amount ? refuse('amount_exceeds_refundable', { atMost: { amount } }) : null;
};

export const evidenceMissing = (j: Judgement<object>): Refusal | null => {
  const missing = evidenceGap(claimOf(j), j.facts.evidence, j.policy);
  return missing.length > 0 ? { code: 'evidence_missing', missing } : null;
};

export const OPENING: readonly Rule[] = [
  rule<'buyerOpened'>(windowNotOpen, 'assessment'),
  rule<'buyerOpened'>(windowClosed, 'assessment'),
  rule<'buyerOpened'>(unitsNotDisputable, 'assessment'),
  rule<'buyerOpened'>(alreadyDecided, 'assessment'),
  rule<'buyerOpened'>(useReopen, 'assessment'),
  rule<'buyerOpened'>(amountExceedsRefundable, 'assessment'),
];

export const amendUsed = (j: Judgement<object>): Refusal | null => (j.facts.amended ? refuse('amend_used') : null);
export const scopeIsClaim = (j: Judgement<object>): Refusal | null => (j.facts.scope === 'claim' ? null : refuse('action_not_allowed'));

/* ---- reopening ---- */

export const reopenUsed = (j: Judgement<object>): Refusal | null => (j.facts.reopened ? refuse('reopen_used') : null);

export const notReopenable = (j: Judgement<object>): Refusal | null => {
  if (j.facts.everRuled || j.facts.reopenUntil === null || j.facts.refund !== null) return refuse('reopen_not_allowed');
  return j.now >= j.facts.reopenUntil ? refuse('reopen_window_closed') : null;
};

/** Other disputes may have taken the units meanwhile. */
export const unitsTaken = someLine('units_not_disputable', (line) => line.quantity > line.undecided);

/* ---- evidence and messages ---- */

/** A draft is nobody's but the buyer's; how much may be added is judged when it is declared, not when it has been verified. */
export const draftIsTheBuyers = (j: Judgement<object>): Refusal | null =>
  j.state === 'draft' && j.actor.role !== 'buyer' ? refuse('action_not_allowed') : null;

export const evidenceNotYours = (j: Judgement<{ evidenceId: string }>): Refusal | null =>
  pieceOf(j.facts, j.event.evidenceId)?.by === j.actor.role ? null : refuse('evidence_unknown', { evidenceIds: [j.event.evidenceId] });

/** A party works on their own pieces, whoever serves both on those they may know of. */
export const evidenceNotInReach = (j: Judgement<{ evidenceId: string }>): Refusal | null => {
  const item = pieceOf(j.facts, j.event.evidenceId);
  const isParty = j.actor.role === 'buyer' || j.actor.role === 'seller';
  return item !== undefined && (isParty ? item.by === j.actor.role : isShown(item)) ? null : refuse('evidence_unknown', { evidenceIds: [j.event.evidenceId] });
};

/** Whoever carries out a person's request for erasure need not know of the piece otherwise. */
export const erasureNotInReach = (j: Judgement<{ evidenceId: string }>): Refusal | null => {
  const item = pieceOf(j.facts, j.event.evidenceId);
  const isParty = j.actor.role === 'buyer' || j.actor.role === 'seller';
  return item !== undefined && (!isParty || item.by === j.actor.role) ? null : refuse('evidence_unknown', { evidenceIds: [j.event.evidenceId] });
};

export const evidenceSealed = (j: Judgement<{ evidenceId: string }>): Refusal | null => {
  const item = pieceOf(j.facts, j.event.evidenceId);
  return item !== undefined && isShown(item) ? refuse('evidence_sealed') : null;
};

export const evidenceGone = (j: Judgement<{ evidenceId: string }>): Refusal | null =>
  pieceOf(j.facts, j.event.evidenceId)?.status === 'erased' ? refuse('evidence_erased', { evidenceIds: [j.event.evidenceId] }) : null;

/** Nobody speaks of a piece that they may not know of, or that is gone. */
export const anchorOutOfReach = ({ facts, event, actor }: Judgement<EventOf<'messageSent'>>): Refusal | null => {
  if (event.anchor === undefined) return null;
  const evidenceIds = [event.anchor.evidenceId];
  const item = pieceOf(facts, event.anchor.evidenceId);
  if (item === undefined || !mayKnowOfPiece(item, actor.role)) return refuse('evidence_unknown', { evidenceIds });
  return item.status === 'erased' ? refuse('evidence_erased', { evidenceIds }) : null;
};

/** A party speaks to everyone or to the platform; only staff may speak to one side alone. */
export const audienceNotAllowed = (j: Judgement<EventOf<'messageSent'>>): Refusal | null => {
  const isParty = j.actor.role === 'buyer' || j.actor.role === 'seller';
  return isParty && !['parties', 'staff'].includes(j.event.audience) ? refuse('audience_not_allowed') : null;
};
