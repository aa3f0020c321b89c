import { ApiProperty } from '@nestjs/swagger';
import { situationOf, type Dispute } from '../../dispute.js';
import { mayKnowOfPiece } from '../../domain/custody.js';
import { waitingOn } from '../../domain/deadlines.js';
import { requestedRemedy } from '../../domain/facts.js';
import { STAGES, stageOf, STATES } from '../../domain/states.js';
import { AvailableActionView, UnavailableActionView } from './action.view.js';
import { AppealView, deskView, InformationRequestView, SettlementView } from './desk.view.js';
import { asShownToReader } from './discretion.js';
import { AnsweredRequestView, evidenceRequestsOf } from './evidence-requests.view.js';
import { explain } from './explanation.js';
import { MoneyView, RemedyView, remedyView } from './money.view.js';
import {
  DeadlineView, deadlineView, DisputedItemView, DisputeEvidenceView, OfferView, offerView, RefundView, refundsView, WAITING_ON,
} from './parts.view.js';
import { PlatformWaitView, platformWaitView } from './platform-wait.view.js';
import { isStaffRole, type Reader } from './reader.js';
import { RulingView, rulingView } from './ruling.view.js';
import { runningDeadlines, type Running } from './silence.js';
import { TimelineEntryView, timelineOf } from './timeline.view.js';

export type { Reader } from './reader.js';

/** A dispute as one caller may see it, with what that caller may do now. */
export class DisputeView {
  @ApiProperty({ example: 'dp_01kaz3m7x0e4n8v2r6t9w1c5hy' })
  id: string;
  @ApiProperty({ description: 'The number people say on the telephone.', example: 'D-2026-000123' })
  number: string;
  @ApiProperty({ example: 'order-2026-1001' })
  orderId: string;
  @ApiProperty({ example: 'buyer-ana' })
  buyerId: string;
  @ApiProperty({ example: 'seller-lumen' })
  sellerId: string;
  @ApiProperty({ enum: STATES.filter((state) => state !== 'discarded'), example: 'negotiation.awaitingBuyer' })
  state: string;
  @ApiProperty({ enum: STAGES.filter((stage) => stage !== 'discarded'), example: 'negotiation' })
  stage: string;
  @ApiProperty({ enum: WAITING_ON, example: 'buyer' })
  waitingOn: string;
  @ApiProperty({ type: 'integer', description: 'The ETag; messages do not raise it.', example: 5 })
  version: number;
  @ApiProperty({ example: 'damaged' })
  reason: string;
  @ApiProperty({ required: false, description: 'What the buyer had given, where the platform changed the reason.', example: 'other' })
  originalReason?: string;
  @ApiProperty({ required: false, example: 'item_damaged' })
  subreason?: string;
  @ApiProperty({ type: [DisputedItemView] })
  items: DisputedItemView[];
  @ApiProperty({ type: MoneyView, required: false, description: 'What the claimed units are worth; known once the dispute is open.' })
  claimAmount?: MoneyView;
  @ApiProperty({ type: RemedyView })
  requestedRemedy: RemedyView;
  @ApiProperty({ type: String, nullable: true, description: 'Null where it was erased.', example: 'The shade is broken.' })
  statement: string | null;
  @ApiProperty({ description: 'The policy it was opened under; later ones do not touch it.', example: 'standard-1' })
  policy: string;
  @ApiProperty({ required: false, example: 'dp_01kaz0000000000000000000a0' })
  previousDisputeId?: string;
  @ApiProperty({ required: false, description: 'Who holds the case; shown to staff only.', example: 'arbitrator-ines' })
  holder?: string;
  @ApiProperty({ type: 'integer', required: false, minimum: 0, description: 'How many messages the caller has not marked as read; for parties and staff.', example: 2 })
  unread?: number;
  @ApiProperty({ type: PlatformWaitView, required: false, description: 'For a party whose case waits for the platform.' })
  platformWait?: PlatformWaitView;
  @ApiProperty({ type: [OfferView] })
  offers: OfferView[];
  @ApiProperty({ type: [InformationRequestView] })
  informationRequests: InformationRequestView[];
  @ApiProperty({ type: [SettlementView] })
  settlements: SettlementView[];
  @ApiProperty({ type: [AppealView] })
  appeals: AppealView[];
  @ApiProperty({ type: [DeadlineView] })
  deadlines: DeadlineView[];
  @ApiProperty({ type: [DisputeEvidenceView] })
  evidence: DisputeEvidenceView[];
  @ApiProperty({ type: [AnsweredRequestView], description: 'What evidence is wanted of while the dispute goes on, from both sides.' })
  evidenceRequests: AnsweredRequestView[];
  @ApiProperty({ type: [RefundView] })
  refunds: RefundView[];
  @ApiProperty({ type: [RulingView] })
  rulings: RulingView[];
  @ApiProperty({ type: RulingView, required: false, description: 'The ruling in force.' })
  ruling?: RulingView;
  @ApiProperty({ type: [AvailableActionView] })
  availableActions: AvailableActionView[];
  @ApiProperty({ type: [UnavailableActionView] })
  unavailableActions: UnavailableActionView[];
  @ApiProperty({ type: [TimelineEntryView], required: false, description: 'The last events, newest first; only where they were asked for.' })
  recentEvents?: TimelineEntryView[];
  @ApiProperty({ required: false, format: 'date-time', example: '2026-03-05T09:00:00.000Z' })
  openedAt?: string;
  @ApiProperty({ required: false, format: 'date-time', example: '2026-03-22T15:00:02.000Z' })
  closedAt?: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-05T08:55:00.000Z' })
  createdAt: string;
  @ApiProperty({ format: 'date-time', description: 'The last event that both sides may know of, talk included.', example: '2026-03-06T10:00:00.000Z' })
  updatedAt: string;
}

const timeText = (at: number | null): string | undefined => (at === null ? undefined : new Date(at).toISOString());

type Claimed = Pick<DisputeView, 'reason' | 'originalReason' | 'subreason' | 'items' | 'claimAmount' | 'requestedRemedy' | 'previousDisputeId'>;

function claimView({ facts, currency }: Dispute): Claimed {
  const { claim, openedAt } = facts;
  const assessed = openedAt !== null;
  const remedy = requestedRemedy(facts);
  return {
    reason: claim.reason,
    originalReason: claim.originalReason,
    subreason: claim.subreason,
    items: claim.items.map(({ lineId, quantity }) => ({ lineId, quantity })),
    claimAmount: assessed ? { amount: claim.amount, currency } : undefined,
    requestedRemedy: remedyView(remedy.kind, assessed ? remedy.amount : claim.requested.amount, currency),
    previousDisputeId: claim.previousDisputeId,
  };
}

function deadlinesView({ deadlines, policy }: Dispute, running: readonly Running[]): DeadlineView[] {
  const paused = deadlines.filter(({ pausedLeft }) => pausedLeft !== null);
  return [
    ...running.map(({ deadline, onExpiry }) => deadlineView(deadline, onExpiry, policy)),
    ...paused.map((deadline) => deadlineView(deadline, undefined, policy)),
  ];
}

type Recorded = Pick<DisputeView, 'offers' | 'evidence' | 'evidenceRequests' | 'refunds' | 'rulings' | 'ruling'>;

/** What is staged is its owner's alone. */
const evidenceView = ({ facts }: Dispute, { role }: Reader): DisputeEvidenceView[] =>
  facts.evidence
    .filter((item) => mayKnowOfPiece(item, role))
    .map(({ id, by, kind, requirement, status, sealedAt }) => ({ id, by, kind, requirement, status, sealedAt: timeText(sealedAt ?? null) }));

function recordsView(shown: Dispute, reader: Reader): Recorded {
  const rulings = shown.rulings.map(rulingView);
  return {
    offers: shown.offers.map((offer) => offerView(offer, shown.currency)),
    evidence: evidenceView(shown, reader),
    evidenceRequests: evidenceRequestsOf(shown, reader),
    refunds: refundsView(shown),
    rulings,
    ruling: rulings.find(({ status }) => status === 'in_force'),
  };
}

/** The dispute as this reader may see it. On the hot path: every command and every reading answers with one. */
export function viewOf(dispute: Dispute, reader: Reader): DisputeView {
  const shown = asShownToReader(reader, dispute);
  const { id, number, orderId, buyerId, sellerId, state, version, facts, statement, policy, recent, createdAt, updatedAt } = shown;
  const situation = situationOf(shown, reader.policy);
  const running = runningDeadlines(situation, reader);
  return {
    id, number, orderId, buyerId, sellerId, state, stage: stageOf(state), waitingOn: waitingOn(state, facts), version,
    ...claimView(shown),
    statement,
    policy,
    holder: isStaffRole(reader.role) ? (facts.holder ?? undefined) : undefined,
    ...recordsView(shown, reader),
    ...deskView(shown),
    unread: reader.role === 'marketplace' ? undefined : (shown.unread ?? 0),
    platformWait: platformWaitView(shown, state, reader),
    deadlines: deadlinesView(shown, running),
    ...explain(shown, situation, reader, running),
    recentEvents: recent.length > 0 ? timelineOf(recent, reader, shown).data : undefined,
    openedAt: timeText(facts.openedAt),
    closedAt: timeText(facts.closedAt),
    createdAt: new Date(createdAt).toISOString(),
    updatedAt: new Date(updatedAt).toISOString(),
  };
}
