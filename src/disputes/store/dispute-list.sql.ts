import { ms } from './dispute.read.sql.js';

/** Whose disputes a list shows: one's own on either side or one side, or everybody's for those who may see all. */
export type Whose = 'own' | 'buyer' | 'seller' | 'all';

/** What narrows a list. A filter that is not set is not in the statement. */
export interface ListFilter {
  /** Several, because one state shown may stand for two. */
  readonly states?: readonly string[];
  readonly stage?: string;
  readonly waitingOn?: string;
  readonly reason?: string;
  readonly orderId?: string;
}

const CONDITIONS: { readonly [F in keyof ListFilter]-?: (at: string) => string } = {
  states: (at) => `d.state = ANY(${at}::text[])`,
  stage: (at) => `d.stage = ${at}`,
  waitingOn: (at) => `d.waiting_on = ${at}`,
  reason: (at) => `d.reason = ${at}`,
  orderId: (at) => `d.order_id = ${at}`,
};

const ROW = `d.id, d.number, d.order_id AS "orderId", d.buyer_id AS "buyerId", d.seller_id AS "sellerId", d.currency, d.state,
    d.waiting_on AS "waitingOn", d.version, d.policy, d.facts -> 'claim' AS claim, d.facts -> 'openedAt' AS "openedAt",
    ${ms('d.created_at')} AS "createdAt", ${ms('d.updated_at')} AS "updatedAt",
    (SELECT ${ms('min(x.due_at)')} FROM deadline x WHERE x.dispute_id = d.id AND x.paused_left IS NULL AND x.awaiting = d.waiting_on) AS "dueAt"`;

/** A draft is its buyer's alone, and a discarded one is gone for everyone. */
const BUYERS = `SELECT * FROM dispute WHERE buyer_id = $1 AND state <> 'discarded'`;
const SELLERS = `SELECT * FROM dispute WHERE seller_id = $1 AND state NOT IN ('draft', 'discarded')`;

const SOURCE: Readonly<Record<Whose, string>> = {
  buyer: `(${BUYERS})`,
  seller: `(${SELLERS})`,
  // Two scans in order, merged: an OR would read and sort everything.
  own: `(${BUYERS} UNION ALL ${SELLERS})`,
  all: `(SELECT * FROM dispute WHERE state <> 'discarded' AND (state <> 'draft' OR buyer_id = $1))`,
};

export interface ListStatement {
  readonly name: string;
  readonly text: string;
  readonly params: readonly unknown[];
}

/** One page, newest first: one more row than `limit`, to tell whether there is more. */
export function listStatement(whose: Whose, caller: string, filter: ListFilter, before: string | null, limit: number): ListStatement {
  const set = (Object.keys(CONDITIONS) as (keyof ListFilter)[]).filter((name) => filter[name] !== undefined);
  const params: unknown[] = [caller, limit + 1];
  const conditions = set.map((name) => CONDITIONS[name](`$${params.push(filter[name])}`));
  if (before !== null) conditions.push(`d.id < $${params.push(before)}`);
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  const name = ['dispute_list', whose, ...set, ...(before === null ? [] : ['before'])].join(':');
  return { name, text: `SELECT ${ROW} FROM ${SOURCE[whose]} d ${where} ORDER BY d.id DESC LIMIT $2`, params };
}
