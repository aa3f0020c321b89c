import { ApiProperty } from '@nestjs/swagger';
import { DEADLINE_KINDS, EVIDENCE_KINDS } from '../../../policy/index.js';
import type { Dispute, OfferRecord } from '../../dispute.js';
import type { Deadline } from '../../domain/deadlines.js';
import { MoneyView, RemedyView, remedyView } from './money.view.js';
import { durationText } from './durations.js';

export const WAITING_ON = ['buyer', 'seller', 'both', 'platform', 'provider', 'marketplace', 'none'];

/** Units of one order line. */
export class DisputedItemView {
  @ApiProperty({ example: 'lamp' })
  lineId: string;
  @ApiProperty({ type: 'integer', example: 1 })
  quantity: number;
}

/** A remedy proposed by one side to the other. */
export class OfferView {
  @ApiProperty({ example: 'of_01kaz3m7x0e4n8v2r6t9w1c5hy' })
  id: string;
  @ApiProperty({ enum: ['buyer', 'seller', 'platform'], example: 'seller' })
  by: string;
  @ApiProperty({ type: RemedyView })
  remedy: RemedyView;
  @ApiProperty({ enum: ['open', 'accepted', 'rejected', 'superseded', 'expired'], example: 'open' })
  status: string;
  @ApiProperty({ required: false, example: 'For a new shade.' })
  message?: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-06T10:00:00.000Z' })
  createdAt: string;
}

export function offerView({ id, by, kind, amount, status, message, createdAt }: OfferRecord, currency: string): OfferView {
  const made = new Date(createdAt).toISOString();
  return { id, by, remedy: remedyView(kind, amount, currency), status, message: message ?? undefined, createdAt: made };
}

/** What a deadline was counted from. Suspensions and questions pause it, so that it may end later than the sum. */
export class ComputedFromView {
  @ApiProperty({ format: 'date-time', example: '2026-03-05T09:00:00.000Z' })
  since: string;
  @ApiProperty({ format: 'duration', example: 'P5D' })
  duration: string;
  @ApiProperty({ example: 'standard-1' })
  policy: string;
}

/** What is awaited, from whom, until when, and what happens by itself if it does not come. */
export class DeadlineView {
  @ApiProperty({ enum: DEADLINE_KINDS, example: 'sellerResponse' })
  kind: string;
  @ApiProperty({ enum: WAITING_ON, example: 'seller' })
  awaiting: string;
  @ApiProperty({ required: false, format: 'date-time', description: 'Absent while it is paused.', example: '2026-03-10T09:00:00.000Z' })
  dueAt?: string;
  @ApiProperty({ required: false, format: 'duration', description: 'While it is paused: the time it has left.', example: 'P2D' })
  pausedLeft?: string;
  @ApiProperty({ required: false, example: 'The dispute goes to the platform, which decides it.' })
  onExpiry?: string;
  @ApiProperty({ type: ComputedFromView })
  computedFrom: ComputedFromView;
}

export function deadlineView({ kind, awaiting, armedAt, dueAt, pausedLeft, duration }: Deadline, onExpiry: string | undefined, policy: string): DeadlineView {
  const computedFrom = { since: new Date(armedAt).toISOString(), duration: durationText(duration), policy };
  if (pausedLeft !== null) return { kind, awaiting, pausedLeft: durationText(pausedLeft), computedFrom };
  return { kind, awaiting, dueAt: new Date(dueAt).toISOString(), onExpiry, computedFrom };
}

/** A verified piece of evidence. */
export class DisputeEvidenceView {
  @ApiProperty({ example: 'ev_01kaz3m7x0e4n8v2r6t9w1c5hy' })
  id: string;
  @ApiProperty({ enum: ['buyer', 'seller'], example: 'buyer' })
  by: string;
  @ApiProperty({ enum: EVIDENCE_KINDS, example: 'photo' })
  kind: string;
  @ApiProperty({ required: false, example: 'damage' })
  requirement?: string;
  @ApiProperty({
    enum: ['available', 'sealed', 'erased'], example: 'sealed',
    description: 'Available: staged, its owner’s alone, who may still remove it. Sealed: part of the dispute. Erased: its bytes are gone.',
  })
  status: string;
  @ApiProperty({ required: false, format: 'date-time', example: '2026-03-05T09:00:00.000Z' })
  sealedAt?: string;
}

/** Money on its way back to the buyer. Unknown is not failed: it may still succeed. */
export class RefundView {
  @ApiProperty({ example: 'rf_01kaz3m7x0e4n8v2r6t9w1c5hy' })
  id: string;
  @ApiProperty({ example: 'dp_01kaz3m7x0e4n8v2r6t9w1c5hy' })
  disputeId: string;
  @ApiProperty({ type: MoneyView })
  amount: MoneyView;
  @ApiProperty({ enum: ['pending', 'succeeded', 'failed', 'unknown'], example: 'succeeded' })
  status: string;
  @ApiProperty({ type: 'integer', description: 'How many times it was ordered anew after a confirmed failure, the first included.', example: 1 })
  attempts: number;
  @ApiProperty({ required: false, example: 're_7QK2M' })
  providerReference?: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-22T15:00:00.000Z' })
  requestedAt: string;
  @ApiProperty({ required: false, format: 'date-time', example: '2026-03-22T15:00:02.000Z' })
  settledAt?: string;
}

/** The dispute's refund, if it has come to one: there is never a second. */
export function refundsView({ id: disputeId, refund, currency }: Pick<Dispute, 'id' | 'refund' | 'currency'>): RefundView[] {
  if (refund === null) return [];
  const { id, amount, status, keyNo, providerReference, requestedAt, settledAt } = refund;
  const settled = settledAt === null ? undefined : new Date(settledAt).toISOString();
  return [
    {
      id, disputeId, amount: { amount, currency }, status, attempts: keyNo, providerReference: providerReference ?? undefined,
      requestedAt: new Date(requestedAt).toISOString(), settledAt: settled,
    },
  ];
}
