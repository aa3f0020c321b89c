import { newId } from '../foundation/ids.js';
import type { Policy } from '../policy/index.js';
import { audienceOf } from './domain/audience.js';
import type { Accepted } from './domain/decide.js';
import { offerMadeBy, offersEndedBy, providerReferenceIn, rulingMadeBy, rulingsMovedBy } from './domain/differences.js';
import type { DisputeEvent } from './domain/events.js';
import type { Actor } from './domain/facts.js';
import type { Drafting } from './drafting.js';
import type { Dispute, OfferRecord, RefundRecord, RulingRecord } from './dispute.js';
import { deskAfter } from './recording.desk.js';
import { holdingsOf, movementsBetween } from './holdings.js';
import { nextUpdate, nextVersion } from './domain/version.js';
import type { Recording } from './store/decision.statement.js';

/** A decision with everything its one statement writes. */
export function recordingOf(
  dispute: Dispute, event: DisputeEvent, actor: Actor, accepted: Accepted, draft: Drafting, policy: Policy, requestId?: string,
): Recording {
  const { id: disputeId, orderId, seq, version, chainHead, now, state, facts, deadlines } = dispute;
  const { lines, shipping } = movementsBetween(holdingsOf(state, facts), holdingsOf(accepted.state, accepted.facts));
  const assessed = 'assessment' in event ? (event.assessment?.lines ?? []) : [];
  const claimSeqOf = (lineId: string): number | null => assessed.find((line) => line.lineId === lineId)?.claimSeq ?? null;
  return {
    disputeId, orderId, seq, version, chainHead, policy: dispute.policy, reminders: policy.reminders, fourEyesAbove: policy.fourEyesAbove,
    before: { state, facts, deadlines }, accepted, event, actor, audience: audienceOf(event, facts, accepted), eventId: newId('evt'), now,
    requestId: requestId ?? null, salt: draft.salt, texts: draft.texts, document: draft.document,
    lines: lines.map((line) => ({ ...line, claimSeq: claimSeqOf(line.lineId) })), shipping, beginning: null, kept: null, alongside: [],
  };
}

function offersAfter(offers: readonly OfferRecord[], r: Recording): OfferRecord[] {
  const { event, accepted, before } = r;
  const ended = new Map(offersEndedBy(event, before?.facts ?? null, accepted.facts).map(({ id, status }) => [id, status]));
  const moved = offers.map((offer) => ({ ...offer, status: ended.get(offer.id) ?? offer.status }));
  const offer = offerMadeBy(event, accepted.facts);
  if (offer === undefined) return moved;
  return [...moved, { id: offer.id, by: offer.by, ...offer.remedy, status: 'open', message: r.texts.message ?? null, createdAt: r.now }];
}

function rulingsAfter(rulings: readonly RulingRecord[], r: Recording): RulingRecord[] {
  const { event, accepted, before, document } = r;
  const moved = new Map(rulingsMovedBy(before?.facts ?? null, accepted.facts).map(({ id, status }) => [id, status]));
  const after = rulings.map((ruling) => ({ ...ruling, status: moved.get(ruling.id) ?? ruling.status }));
  const made = rulingMadeBy(event, accepted.facts);
  if (made === undefined) return after;
  return [...after, { id: made.id, status: made.status, document: document as RulingRecord['document'], sha256: made.document, createdAt: r.now }];
}

function refundAfter(refund: RefundRecord | null, { accepted, event, now }: Recording): RefundRecord | null {
  const fact = accepted.facts.refund;
  if (fact === null) return refund;
  const { id, amount, status, keyNo } = fact;
  const settledAt = status === 'succeeded' ? (refund?.settledAt ?? now) : null;
  return { id, amount, status, keyNo, providerReference: providerReferenceIn(event) ?? refund?.providerReference ?? null, requestedAt: refund?.requestedAt ?? now, settledAt };
}

/** The dispute as it stands once the statement has been written: what the answer shows, without reading it again. */
export function succeeded(dispute: Dispute, recording: Recording, hash: string): Dispute {
  const { accepted, event, audience, texts, now } = recording;
  const discarded = accepted.state === 'discarded';
  return {
    ...dispute,
    state: accepted.state,
    facts: accepted.facts,
    deadlines: accepted.deadlines,
    seq: dispute.seq + 1,
    version: nextVersion(dispute.version, event, audience),
    chainHead: hash,
    statement: discarded ? null : (texts.statement ?? dispute.statement),
    offers: offersAfter(dispute.offers, recording),
    rulings: rulingsAfter(dispute.rulings, recording),
    refund: refundAfter(dispute.refund, recording),
    ...deskAfter(dispute, recording),
    updatedAt: nextUpdate(dispute.updatedAt, audience, now),
  };
}
