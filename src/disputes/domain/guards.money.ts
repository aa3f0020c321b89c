import { moneyInFlight } from './facts.js';
import { refuse, type Judgement, type Refusal } from './judgement.js';
import { isStage } from './states.js';

/* Refunds, chargebacks and the lead's closing. */

export const moneyNotConfirmedFailed = (j: Judgement<object>): Refusal | null =>
  j.facts.refund?.status === 'failed' ? null : refuse('money_in_flight');

export const proofMissing = (j: Judgement<{ reference: string }>): Refusal | null =>
  j.event.reference.length > 0 ? null : refuse('proof_missing');

export const otherRefund = (j: Judgement<{ refundId: string }>): Refusal | null =>
  j.facts.refund?.id === j.event.refundId ? null : refuse('refund_unknown');

/** One that ended already is a repetition, not unknown (repeats.ts). */
export const chargebackUnknown = (j: Judgement<{ reference: string }>): Refusal | null =>
  j.facts.chargebacks.open.includes(j.event.reference) ? null : refuse('chargeback_unknown');

export const alreadyRuled = (j: Judgement<object>): Refusal | null => {
  const closable = isStage(j.facts.origin ?? j.state, 'opened', 'negotiation', 'escalated');
  if (!closable || j.facts.scope !== 'claim') return refuse('action_not_allowed');
  if (moneyInFlight(j.facts)) return refuse('money_in_flight');
  return j.facts.everRuled || j.facts.grant !== null ? refuse('already_ruled') : null;
};
