import { ms } from './dispute.sql.words.js';
import { UNREAD } from './talk.read.sql.js';

/** Whose disputes a list shows: one's own on either side or one side, or everybody's for those who may see all. */
export type Whose = 'own' | 'buyer' | 'seller' | 'all';

/** What narrows a list. A filter that is not set is not in the statement. */
export interface ListFilter {
  /** Several, because one state shown may stand for two; they are of one stage, which is asked for as well. */
  readonly states?: readonly string[];
  readonly stage?: string;
  readonly waitingOn?: string;
  readonly reason?: string;
  readonly orderId?: string;
}

/**
 * A page is found by walking along an index in the list's own order. Columns without such an index are compared as
 * expressions: knowing how rare a value is, PostgreSQL would rather read and sort the whole table.
 */
const CONDITIONS: { readonly [F in keyof ListFilter]-?: (at: string) => string } = {
  states: (at) => `d.state || '' = ANY(${at}::text[])`,
  stage: (at) => `d.stage = ${at}`,
  waitingOn: (at) => `d.waiting_on || '' = ${at}`,
  reason: (at) => `d.reason || '' = ${at}`,
  orderId: (at) => `d.order_id = ${at}`,
};

/** Page sizes that are read. As a parameter the limit would be unknown to the plan, which then reads and sorts everything. */
const SIZES = [21, 51, 101];

const ROW = `d.id, d.number, d.order_id AS "orderId", d.buyer_id AS "buyerId", d.seller_id AS "sellerId", d.currency, d.state,
    d.waiting_on AS "waitingOn", d.version, d.policy, d.facts -> 'claim' AS claim, d.facts -> 'openedAt' AS "openedAt",
    ${ms('d.created_at')} AS "createdAt", ${ms('d.updated_at')} AS "updatedAt",
    (SELECT ${ms('min(x.due_at)')} FROM deadline x WHERE x.dispute_id = d.id AND x.paused_left IS NULL AND x.awaiting = d.waiting_on) AS "dueAt",
    coalesce((d.facts ->> 'waitedInVain')::bigint, 0) AS "waitedInVain",
    CASE WHEN d.state IN ('escalated.awaitingApproval', 'appealed.awaitingApproval') THEN
      (SELECT ${ms('a.due_at')} - a.duration + x.paused_left FROM deadline x JOIN deadline a ON a.dispute_id = x.dispute_id AND a.kind = 'approval'
        WHERE x.dispute_id = d.id AND x.kind IN ('decision', 'appealDecision')) END AS "reviewDueAt",
    ${UNREAD('$1')} AS unread`;

/** A draft is its buyer's alone, and a discarded one is gone for everyone. */
const BUYERS = `SELECT * FROM dispute WHERE buyer_id = $1 AND state <> 'discarded'`;
const SELLERS = `SELECT * FROM dispute WHERE seller_id = $1 AND state NOT IN ('draft', 'discarded')`;

/** One's own on both sides are two scans in order, put together afterwards: an OR would read and sort everything. */
const SOURCES: Readonly<Record<Whose, readonly string[]>> = {
  buyer: [BUYERS],
  seller: [SELLERS],
  own: [BUYERS, SELLERS],
  all: [`SELECT * FROM dispute WHERE state <> 'discarded' AND (state <> 'draft' OR buyer_id = $1)`],
};

export interface ListStatement {
  readonly name: string;
  readonly text: string;
  readonly params: readonly unknown[];
}

/** What one page is made of: more rows than `limit` where there are, to tell so. Each scan is in order, newest first. */
export function listStatement(whose: Whose, caller: string, filter: ListFilter, before: string | null, limit: number): ListStatement {
  const set = (Object.keys(CONDITIONS) as (keyof ListFilter)[]).filter((name) => filter[name] !== undefined);
  const size = SIZES.find((each) => each > limit) ?? 101;
  const params: unknown[] = [caller];
  const conditions = set.map((name) => CONDITIONS[name](`$${params.push(filter[name])}`));
  if (before !== null) conditions.push(`d.id < $${params.push(before)}`);
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  const name = ['dispute_list', size, whose, ...set, ...(before === null ? [] : ['before'])].join(':');
  const scans = SOURCES[whose].map((source) => `(SELECT ${ROW} FROM (${source}) d ${where} ORDER BY d.id DESC LIMIT ${size})`);
  return { name, text: scans.join(' UNION ALL '), params };
}
