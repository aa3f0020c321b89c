import type { Policy } from '../../policy/domain/policy.js';
import { unitShares } from './allocation.js';
import type { LineFacts, OrderFacts } from './order.js';
import type { OtherDispute } from './standing.js';
import { commonWindow, lineWindow } from './windows.js';

/** What the buyer wants to complain about. */
export interface ClaimRequest {
  readonly reason: string;
  readonly subreason?: string;
  readonly items: readonly { readonly lineId: string; readonly quantity: number }[];
  readonly previousDisputeId?: string;
}

/** What one line of a claim would take. Whether that is enough is for the guards to say. */
export interface AssessedLine {
  readonly lineId: string;
  readonly quantity: number;
  /** Units in no open dispute. */
  readonly unheld: number;
  /** Of these, units not decided before; what may be judged again in this claim counts as undecided. */
  readonly undecided: number;
  /** Of these, units that no dispute may still be reopened for. */
  readonly free: number;
  /** The unit numbers the claim takes, the lowest free ones; fewer than `quantity` when there are not enough. */
  readonly units: readonly number[];
  readonly amount: number;
  readonly claimSeq: number;
}

export interface ClaimAssessment {
  /** RFC 3339; null when it is not open and nobody knows when it will be. */
  readonly windowFrom: string | null;
  /** RFC 3339, the first moment that is too late; null when there is no end yet. */
  readonly windowUntil: string | null;
  readonly lines: readonly AssessedLine[];
  readonly shipping: number;
  /** Everything that can be granted for the claim, shipping included. */
  readonly amount: number;
}

/** Gathers what the guards of opening judge: the time, the units and the money. A line twice in a request is not allowed. */
export function assessClaim(
  order: OrderFacts,
  others: readonly OtherDispute[],
  request: ClaimRequest,
  policy: Policy,
): ClaimAssessment {
  const lines = request.items.map((item) => assessLine(lineOf(order, item.lineId), item.quantity, others, request));
  const window = commonWindow(request.items.map(({ lineId }) => lineWindow(order, lineId, request, policy)));
  const shipping = shippingOf(order, request);
  return {
    windowFrom: timeText(window.from),
    windowUntil: timeText(window.until),
    lines,
    shipping,
    amount: lines.reduce((sum, line) => sum + line.amount, shipping),
  };
}

function assessLine(line: LineFacts, quantity: number, others: readonly OtherDispute[], request: ClaimRequest): AssessedLine {
  const all = Array.from({ length: line.quantity }, (_, unit) => unit);
  const without = (units: number[], taken: readonly OtherDispute[]) => {
    const gone = new Set(taken.flatMap(({ items }) => items.filter((item) => item.lineId === line.lineId).flatMap((item) => item.units)));
    return units.filter((unit) => !gone.has(unit));
  };
  const unheld = without(all, others.filter(({ standing }) => standing === 'open'));
  const undecided = without(unheld, others.filter((other) => other.standing === 'decided' && !mayBeJudgedAgain(other, request)));
  const free = without(undecided, others.filter(({ standing }) => standing === 'reopenable'));
  const units = free.slice(0, quantity);
  return {
    lineId: line.lineId,
    quantity,
    unheld: unheld.length,
    undecided: undecided.length,
    free: free.length,
    units,
    amount: worth(line, units),
    claimSeq: line.claimSeq,
  };
}

/** A linked dispute's units may come again: always after a settlement, after a ruling only for another reason. */
const mayBeJudgedAgain = (other: OtherDispute, request: ClaimRequest): boolean =>
  other.id === request.previousDisputeId && (!other.ruled || other.reason !== request.reason);

/** The units' shares of what was paid, as far as the line has money left. */
function worth(line: LineFacts, units: readonly number[]): number {
  const shares = unitShares(line.paid, line.quantity);
  const sum = units.reduce((total, unit) => total + (shares[unit] ?? 0), 0);
  return Math.max(0, Math.min(sum, line.paid - line.refunded - line.reserved));
}

/** Shipping is lost with the goods only when nothing of the order arrived. */
function shippingOf(order: OrderFacts, { reason, items }: ClaimRequest): number {
  const claimed = new Map(items.map(({ lineId, quantity }) => [lineId, quantity]));
  const all = order.lines.every((line) => (claimed.get(line.lineId) ?? 0) >= line.quantity);
  return reason === 'not_received' && all ? order.shippingPaid - order.shippingReserved - order.shippingRefunded : 0;
}

function lineOf(order: OrderFacts, lineId: string): LineFacts {
  const line = order.lines.find((candidate) => candidate.lineId === lineId);
  if (line === undefined) throw new RangeError(`order ${order.orderId} has no line ${lineId}`);
  return line;
}

const timeText = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
