import type { EvidenceCounts, Policy, ReasonPolicy } from '../../policy/domain/policy.js';
import { assessClaim } from './assess.js';
import type { LineFacts, OrderFacts } from './order.js';
import type { OtherDispute } from './standing.js';
import { lineWindow, type Window } from './windows.js';

/** Why something cannot be claimed now: the code the attempt would be refused with. */
export type WhyNot = 'window_not_open' | 'window_closed' | 'units_not_disputable' | 'already_decided' | 'use_reopen';

/** What could be claimed of an order at one moment. */
export interface Eligibility {
  readonly orderId: string;
  readonly currency: string;
  readonly policy: string;
  readonly shippingRefundable: number;
  readonly lines: readonly LineEligibility[];
}

export interface LineEligibility {
  readonly lineId: string;
  readonly title: string;
  readonly quantity: number;
  readonly disputableUnits: number;
  /** What a claim on all disputable units would be worth. */
  readonly refundable: number;
  readonly openDisputes: readonly { readonly disputeId: string; readonly quantity: number }[];
  readonly whyNot: WhyNot | null;
  readonly reasons: readonly ReasonEligibility[];
}

export interface ReasonEligibility {
  readonly reason: string;
  readonly disputable: boolean;
  readonly window: Window;
  /** Only subreasons with a window of their own. */
  readonly subreasonWindows: readonly { readonly subreason: string; readonly window: Window }[];
  readonly evidence: readonly EvidenceCounts[];
  readonly whyNot: WhyNot | null;
}

export function eligibilityOf(order: OrderFacts, others: readonly OtherDispute[], policy: Policy, now: number): Eligibility {
  return {
    orderId: order.orderId,
    currency: order.currency,
    policy: policy.id,
    shippingRefundable: order.shippingPaid - order.shippingReserved - order.shippingRefunded,
    lines: order.lines.map((line) => lineEligibility(order, line, others, policy, now)),
  };
}

function lineEligibility(order: OrderFacts, line: LineFacts, others: readonly OtherDispute[], policy: Policy, now: number): LineEligibility {
  const { lineId, title, quantity } = line;
  // The reason does not matter for units and money; windows are judged for each reason below.
  const claim = { reason: Object.keys(policy.reasons)[0] ?? '', items: [{ lineId, quantity }] };
  const assessed = assessClaim(order, others, claim, policy).lines[0];
  const whyNot = assessed === undefined || assessed.free > 0 ? null : unitsTakenBy(assessed);
  return {
    lineId,
    title,
    quantity,
    disputableUnits: assessed?.free ?? 0,
    refundable: assessed?.amount ?? 0,
    openDisputes: openDisputesOn(lineId, others),
    whyNot,
    reasons: Object.entries(policy.reasons).map(([reason, rules]) => reasonEligibility(order, lineId, { reason, rules, whyNot }, policy, now)),
  };
}

/** The first guard of opening that a claim on a single unit would meet. */
function unitsTakenBy({ unheld, undecided }: { unheld: number; undecided: number }): WhyNot {
  if (unheld === 0) return 'units_not_disputable';
  return undecided === 0 ? 'already_decided' : 'use_reopen';
}

const openDisputesOn = (lineId: string, others: readonly OtherDispute[]) =>
  others
    .filter(({ standing }) => standing === 'open')
    .flatMap(({ id, items }) => items.filter((item) => item.lineId === lineId).map(({ units }) => ({ disputeId: id, quantity: units.length })));

function reasonEligibility(
  order: OrderFacts,
  lineId: string,
  { reason, rules, whyNot }: { reason: string; rules: ReasonPolicy; whyNot: WhyNot | null },
  policy: Policy,
  now: number,
): ReasonEligibility {
  const window = lineWindow(order, lineId, { reason }, policy);
  const subreasonWindows = rules.presumeDelivery.map((subreason) => ({ subreason, window: lineWindow(order, lineId, { reason, subreason }, policy) }));
  const refusals = [window, ...subreasonWindows.map((each) => each.window)].map((each) => closedBy(each, now));
  // Open under any subreason is open; otherwise the reason's own window says why not.
  const outside = refusals.includes(null) ? null : (refusals[0] ?? null);
  const refusal = outside ?? whyNot;
  return { reason, disputable: refusal === null, window, subreasonWindows, evidence: rules.evidence.anyOf, whyNot: refusal };
}

function closedBy({ from, until }: Window, now: number): WhyNot | null {
  if (from === null || now < from) return 'window_not_open';
  return until !== null && now >= until ? 'window_closed' : null;
}
