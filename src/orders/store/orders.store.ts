import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import canonicalize from 'canonicalize';
import { Sql, constraintOf, isTransient } from '../../foundation/database/sql.js';
import type { LineFacts, OrderFacts } from '../domain/order.js';
import type { OrderSnapshot } from '../domain/snapshot.js';
import type { OtherDispute } from '../domain/standing.js';
import { orderFactsFrom, type OrderFactsJson } from './order-facts.sql.js';
import { READ_ELIGIBILITY, READ_ORDER, WRITE_ORDER } from './orders.sql.js';
import { otherDisputesFrom, type OtherDisputeJson } from './other-disputes.sql.js';

/** How to reach and address the people of an order; what the marketplace did not tell is null. */
export interface OrderContacts {
  readonly buyerLocale: string | null;
  readonly sellerLocale: string | null;
  readonly buyerEmail: string | null;
  readonly sellerEmail: string | null;
  readonly buyerTimeZone: string | null;
  readonly sellerTimeZone: string | null;
  readonly deliveryCountry: string | null;
}

/** An order as it is stored. */
export interface OrderRecord {
  readonly facts: OrderFacts;
  readonly contacts: OrderContacts;
  /** Tells whether a snapshot says anything new. */
  readonly contentHash: string;
  /** Also those the marketplace took back. */
  readonly storedLines: readonly LineFacts[];
}

type OrderRead = OrderContacts & { readonly contentHash: string; readonly facts: OrderFactsJson };
type EligibilityRead = { readonly now: Date; readonly facts: OrderFactsJson | null; readonly disputes: OtherDisputeJson[] | null };

@Injectable()
export class OrdersStore {
  constructor(private readonly sql: Sql) {}

  async find(orderId: string): Promise<OrderRecord | null> {
    const [row] = await this.sql.named<OrderRead>('order_read', READ_ORDER, [orderId]);
    if (row === undefined) return null;
    const { contentHash, facts, ...contacts } = row;
    return { facts: orderFactsFrom(facts), contacts, contentHash, storedLines: facts.lines ?? [] };
  }

  /** An order with the disputes that take units of it, at one moment. */
  async findWithDisputes(orderId: string): Promise<{ now: number; facts: OrderFacts; others: OtherDispute[] } | null> {
    const [row] = await this.sql.named<EligibilityRead>('order_eligibility', READ_ELIGIBILITY, [orderId]);
    if (row === undefined || row.facts === null) return null;
    const now = row.now.getTime();
    return { now, facts: orderFactsFrom(row.facts), others: otherDisputesFrom(row.disputes, now) };
  }

  /** Writes a snapshot that was judged against `stored`; false when that is no longer what is stored. */
  async write(snapshot: OrderSnapshot, stored: OrderRecord | null): Promise<boolean> {
    const document = { ...snapshot, lines: linesToWrite(snapshot, stored?.storedLines ?? []) };
    const params = [snapshot.orderId, stored?.contentHash ?? null, contentHash(snapshot), JSON.stringify(document)];
    try {
      return (await this.sql.named('order_write', WRITE_ORDER, params)).length > 0;
    } catch (error) {
      if (isTransient(error) || constraintOf(error)?.startsWith('order_')) return false;
      throw error;
    }
  }
}

/** The same content has the same hash, in whatever order lines and shipments are told. */
export function contentHash(snapshot: OrderSnapshot): string {
  const byId = <T extends { id: string }>(list: readonly T[]) => [...list].sort((a, b) => (a.id < b.id ? -1 : 1));
  const canonical = canonicalize({ ...snapshot, lines: byId(snapshot.lines), shipments: byId(snapshot.shipments) });
  return createHash('sha256').update(canonical ?? '').digest('hex');
}

/** A line that is taken back is emptied, not deleted, so that a claim being made on it at this moment meets its check. */
function linesToWrite(snapshot: OrderSnapshot, stored: readonly LineFacts[]) {
  const claimSeq = new Map(stored.map((line) => [line.lineId, line.claimSeq]));
  const told = snapshot.lines.map(({ id, ...line }) => ({ ...line, lineId: id, claimSeq: claimSeq.get(id) ?? 0 }));
  const ids = new Set(snapshot.lines.map(({ id }) => id));
  const takenBack = stored.filter(({ lineId }) => !ids.has(lineId)).map((line) => ({ ...line, quantity: 0, paid: 0 }));
  return [...told, ...takenBack];
}
