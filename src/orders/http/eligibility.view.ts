import { ApiProperty } from '@nestjs/swagger';
import { PROBLEM_CODES } from '../../foundation/problems/problem-codes.js';
import { EvidenceRequestView, requestsOf, requestView, type EvidenceCounts, type Policy } from '../../policy/index.js';
import type { Eligibility, LineEligibility, ReasonEligibility, WhyNot } from '../domain/eligibility.js';
import type { Window } from '../domain/windows.js';

type Language = 'en' | 'es';

/** Why something cannot be claimed now: the code an attempt would be refused with, and its meaning. */
export class WhyNotView {
  @ApiProperty({ example: 'window_closed' })
  code: string;
  @ApiProperty({ example: 'The time to dispute this is over' })
  text: string;
}

/** When a claim may be opened. Without `from` it is not known yet, without `until` there is no end yet. */
export class WindowView {
  @ApiProperty({ required: false, format: 'date-time', example: '2026-03-02T09:00:00.000Z' })
  from?: string;
  @ApiProperty({ required: false, format: 'date-time', description: 'The first moment that is too late.', example: '2026-03-19T11:20:00.000Z' })
  until?: string;
}

/** A subreason whose window differs from its reason's. */
export class SubreasonWindowView {
  @ApiProperty({ example: 'delivered_not_received' })
  subreason: string;
  @ApiProperty({ type: WindowView })
  window: WindowView;
}

/** How many pieces of evidence of each kind. */
export class EvidenceCountsView {
  @ApiProperty({ type: 'integer', required: false, example: 2 })
  photo?: number;
  @ApiProperty({ type: 'integer', required: false })
  video?: number;
  @ApiProperty({ type: 'integer', required: false })
  document?: number;
}

/** Whether one line may be claimed for one reason, when, and with which evidence. */
export class ReasonEligibilityView {
  @ApiProperty({ example: 'damaged' })
  reason: string;
  @ApiProperty({ example: true })
  disputable: boolean;
  @ApiProperty({ type: WindowView })
  window: WindowView;
  @ApiProperty({ type: [SubreasonWindowView] })
  subreasonWindows: SubreasonWindowView[];
  @ApiProperty({ type: [EvidenceCountsView], description: 'One of these must be met in full; empty: none is needed.' })
  evidence: EvidenceCountsView[];
  @ApiProperty({ type: [EvidenceRequestView], description: 'What the pieces are to show. With all mandatory ones the above is met.' })
  evidenceRequests: EvidenceRequestView[];
  @ApiProperty({ type: WhyNotView, required: false })
  whyNot?: WhyNotView;
}

/** An open dispute on units of a line. */
export class OpenDisputeView {
  @ApiProperty({ example: 'dp_01kaz3m7x0e4n8v2r6t9w1c5hy' })
  disputeId: string;
  @ApiProperty({ type: 'integer', example: 1 })
  quantity: number;
}

/** What can still be claimed of one line. */
export class LineEligibilityView {
  @ApiProperty({ example: 'lamp' })
  lineId: string;
  @ApiProperty({ example: 'Desk lamp, brass' })
  title: string;
  @ApiProperty({ type: 'integer', example: 1 })
  quantity: number;
  @ApiProperty({ type: 'integer', example: 1 })
  disputableUnits: number;
  @ApiProperty({ type: 'integer', format: 'int64', example: 4990, description: 'What all disputable units are worth, in minor units.' })
  refundable: number;
  @ApiProperty({ type: [OpenDisputeView], example: [] })
  openDisputes: OpenDisputeView[];
  @ApiProperty({ type: WhyNotView, required: false })
  whyNot?: WhyNotView;
  @ApiProperty({ type: [ReasonEligibilityView] })
  reasons: ReasonEligibilityView[];
}

/** What can be claimed of an order now. */
export class EligibilityView {
  @ApiProperty({ example: 'order-2026-1001' })
  orderId: string;
  @ApiProperty({ example: 'EUR' })
  currency: string;
  @ApiProperty({ example: 'standard-1' })
  policy: string;
  @ApiProperty({ type: 'integer', format: 'int64', example: 490 })
  shippingRefundable: number;
  @ApiProperty({ type: [LineEligibilityView] })
  lines: LineEligibilityView[];
}

export function eligibilityView({ orderId, currency, shippingRefundable, lines }: Eligibility, policy: Policy, language: Language): EligibilityView {
  return { orderId, currency, policy: policy.id, shippingRefundable, lines: lines.map((line) => lineView(line, policy, language)) };
}

function lineView(line: LineEligibility, policy: Policy, language: Language): LineEligibilityView {
  return {
    lineId: line.lineId,
    title: line.title,
    quantity: line.quantity,
    disputableUnits: line.disputableUnits,
    refundable: line.refundable,
    openDisputes: line.openDisputes.map(({ disputeId, quantity }) => ({ disputeId, quantity })),
    whyNot: whyNotView(line.whyNot, language),
    reasons: line.reasons.map((reason) => reasonView(reason, policy, language)),
  };
}

function reasonView(reason: ReasonEligibility, policy: Policy, language: Language): ReasonEligibilityView {
  return {
    reason: reason.reason,
    disputable: reason.disputable,
    window: windowView(reason.window),
    subreasonWindows: reason.subreasonWindows.map(({ subreason, window }) => ({ subreason, window: windowView(window) })),
    evidence: reason.evidence.map(({ photo, video, document }: EvidenceCounts) => ({ photo, video, document })),
    evidenceRequests: requestsOf(policy, reason.reason).map((request) => requestView(request, policy, language)),
    whyNot: whyNotView(reason.whyNot, language),
  };
}

const windowView = ({ from, until }: Window): WindowView => ({ from: timeText(from), until: timeText(until) });

const whyNotView = (code: WhyNot | null, language: Language): WhyNotView | undefined =>
  code === null ? undefined : { code, text: PROBLEM_CODES[code].title[language] };

const timeText = (at: number | null): string | undefined => (at === null ? undefined : new Date(at).toISOString());
