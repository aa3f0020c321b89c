import type { IdempotencyRecord } from '../../foundation/idempotency/index.js';
import { orderFactsFrom, otherDisputesFrom, type OrderFactsJson, type OtherDisputeJson } from '../../orders/index.js';
import type { Dispute, EventRecord, OfferRecord, RefundRecord, RulingRecord } from '../dispute.js';
import type { Deadline } from '../domain/deadlines.js';

type Desk = Pick<Dispute, 'informationRequests' | 'settlements' | 'appeals'>;
type Plain = Omit<Dispute, keyof Desk | 'deadlines' | 'offers' | 'rulings' | 'refund' | 'order' | 'others' | 'recent' | 'createdAt' | 'updatedAt' | 'now'>;

/** A row as PostgreSQL gives it: lists without members are null, and a bare numeric comes as text. */
export interface DisputeJson extends Plain {
  readonly deadlines: readonly Deadline[] | null;
  readonly offers: readonly OfferRecord[] | null;
  readonly rulings: readonly RulingRecord[] | null;
  readonly refund: RefundRecord | null;
  /** Null while the platform has had nothing to do with it. */
  readonly desk: { readonly [K in keyof Desk]: Desk[K] | null } | null;
  readonly recent: readonly EventRecord[] | null;
  readonly order: OrderFactsJson | null;
  readonly others: readonly OtherDisputeJson[] | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly now: string;
  readonly known: IdempotencyRecord | null;
}

/** Ids grow with time. */
function byId<Row extends { readonly id: string }>(rows: readonly Row[] | null): Row[] {
  return [...(rows ?? [])].sort((one, other) => (one.id < other.id ? -1 : 1));
}

function byTime<Row extends { readonly at: number }>(rows: readonly Row[] | null): Row[] {
  return [...(rows ?? [])].sort((one, other) => one.at - other.at);
}

function deskFrom(desk: DisputeJson['desk']): Desk {
  const requests = byId(desk?.informationRequests ?? null).map((request) => ({ ...request, answers: byTime(request.answers) }));
  return { informationRequests: requests, settlements: byId(desk?.settlements ?? null), appeals: byId(desk?.appeals ?? null) };
}

export function disputeFrom({ desk, ...row }: Omit<DisputeJson, 'known'>): Dispute {
  const now = Number(row.now);
  return {
    ...row,
    now,
    createdAt: Number(row.createdAt),
    updatedAt: Number(row.updatedAt),
    deadlines: [...(row.deadlines ?? [])].sort((one, other) => one.dueAt - other.dueAt || (one.kind < other.kind ? -1 : 1)),
    offers: byId(row.offers),
    rulings: byId(row.rulings),
    ...deskFrom(desk),
    recent: [...(row.recent ?? [])].sort((one, other) => other.seq - one.seq),
    order: row.order === null ? null : orderFactsFrom(row.order),
    others: otherDisputesFrom(row.others, now, row.id),
  };
}
