import { problem, type Fault, type Problem, type ProblemCode, type ProblemError, type ProblemParts, type Saying } from '../foundation/problems/problem.js';
import { allocate } from '../orders/index.js';
import type { Dispute } from './dispute.js';
import type { Lack } from './domain/checklist.js';
import type { Limit, Refusal } from './domain/judgement.js';
import { holdingsOf } from './holdings.js';

/** What is missing, where nobody is there to read it. */
const plainly = ({ code, requirement, count }: Lack): Fault =>
  ({ pointer: requirement === undefined ? '/evidence' : `/evidence/${requirement}`, code, values: { count } });

/** What limits an amount, in words; nothing where nothing is known of it. */
function limitInWords(code: string, { amount, items, shipping }: Limit, currency: string): Saying {
  const money = (minor: number) => ({ amount: minor, currency });
  if (code === 'amount_exceeds_claim') return { says: 'claim_at_most', values: { most: money(amount) } };
  if (amount <= 0) return { says: 'refundable_nothing' };
  if (items === undefined || shipping === undefined || shipping <= 0) return { says: 'refundable_at_most', values: { most: money(amount) } };
  return { says: 'refundable_parts', values: { items: money(items), shipping: money(shipping) } };
}

function limitOf(code: string, limit: Limit, currency: string): { saying: Saying; extra: Record<string, unknown> } {
  const money = (minor: number) => ({ amount: Math.max(0, minor), currency });
  const parts = Object.entries({ item: limit.items, shipping: limit.shipping }).flatMap(([kind, most]) => (most === undefined ? [] : [{ kind, amount: money(most) }]));
  return { saying: limitInWords(code, limit, currency), extra: { atMost: money(limit.amount), ...(parts.length > 0 && { atMostParts: parts }) } };
}

/** A sentence with more of them is read by nobody; all of them stand in `evidenceIds`. */
const MAX_NAMED = 10;

/** Ids as they were sent: whether such a piece exists elsewhere is not told. */
const piecesOf = (code: string, ids: readonly string[]): { saying: Saying; extra: Record<string, unknown> } => ({
  saying: { says: code === 'evidence_erased' ? 'pieces_erased' : 'pieces_unknown', values: { count: ids.length, ids: ids.slice(0, MAX_NAMED).join(', ') + (ids.length > MAX_NAMED ? ' …' : '') } },
  extra: { evidenceIds: ids },
});

function told({ code, atMost, evidenceIds }: Refusal, currency: string): { saying?: Saying; extra?: Record<string, unknown> } {
  if (atMost !== undefined) return limitOf(code, atMost, currency);
  return evidenceIds === undefined || evidenceIds.length === 0 ? {} : piecesOf(code, evidenceIds);
}

/** What a refusal's problem says beside its code. `errors` are the missing pieces in the reader's words. */
interface Explained {
  readonly currency: string;
  readonly actions?: Readonly<Record<string, unknown>> | undefined;
  readonly errors?: readonly ProblemError[] | undefined;
}

/** The problem of a refusal by the law, with what may be done instead. */
export function problemOf(refusal: Refusal, { currency, actions, errors }: Explained): Problem {
  const { code, availableFrom, missing } = refusal;
  const from = availableFrom === undefined ? {} : { availableFrom: new Date(availableFrom).toISOString() };
  const { saying, extra } = told(refusal, currency);
  const parts: ProblemParts = { ...(missing === undefined ? {} : { errors: errors ?? missing.map(plainly) }), extra: { ...from, ...extra, ...actions } };
  return problem(code as ProblemCode, saying, parts);
}

/** The refusal of evidence that somebody may not name (`evidence_unknown`) or that is gone (`evidence_erased`), by its ids. */
export function piecesRefused(code: 'evidence_unknown' | 'evidence_erased', evidenceIds: readonly string[]): Problem {
  return problemOf({ code, evidenceIds }, { currency: '' });
}

/** A whole number up to `most` that fits, the largest where all below it fit too; nothing always fits. */
function largest(most: number, fits: (amount: number) => boolean): number {
  let [low, high] = [0, most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    [low, high] = fits(middle) ? [middle, high] : [low, middle - 1];
  }
  return low;
}

/** How much of a claim its order has left (minor units): each line pays its share of what is granted, none more than it holds, and shipping as far as it is claimed. */
export function leftInOrder({ facts, state, order }: Pick<Dispute, 'facts' | 'state' | 'order'>): Limit | undefined {
  if (order === null) return undefined;
  const own = holdingsOf(state, facts);
  const weights = facts.claim.items.map(({ amount }) => amount);
  const room = facts.claim.items.map(({ lineId }) => {
    const line = order.lines.find((one) => one.lineId === lineId);
    const held = own.lines.find((one) => one.lineId === lineId);
    return line === undefined ? 0 : Math.max(0, line.paid - line.refunded - line.reserved + (held?.reserved ?? 0));
  });
  const fits = (amount: number): boolean => allocate(amount, weights).every((part, index) => part <= (room[index] ?? 0));
  const items = largest(weights.reduce((sum, weight) => sum + weight, 0), fits);
  const shippingLeft = order.shippingPaid - order.shippingRefunded - order.shippingReserved + own.shipping.reserved;
  const shipping = Math.max(0, Math.min(shippingLeft, facts.claim.shipping));
  return { amount: items + shipping, items, shipping };
}
