import { IDEMPOTENCY_INSERT, idempotencyPositions } from '../../foundation/idempotency/index.js';

/**
 * One decision is one statement: it compares and sets the dispute, and every companion selects FROM d, so that all of it
 * happens or nothing. A statement is composed of the companions a decision has; its name is their list, so that
 * PostgreSQL plans each composition once per connection.
 */
export interface Piece {
  readonly name: string;
  /** The CTE's text; `at(i)` gives the position of the piece's own i-th parameter, counted from 0. */
  readonly sql: (at: (index: number) => string) => string;
  readonly params: readonly unknown[];
}

export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly params: readonly unknown[];
}

const SET = `state = $3, stage = split_part($3, '.', 1), waiting_on = $4, reason = $5, seq = seq + 1, version = $6, chain_head = $7,
    facts = $8::jsonb, updated_at = CASE WHEN $15 = 'parties' THEN $9::timestamptz ELSE updated_at END`;

const UPDATE = `UPDATE dispute SET ${SET} WHERE id = $1 AND seq = $2 RETURNING id`;
/** A revised or discarded statement goes with the row; the old text is not kept, its commitment is in the chain. */
const UPDATE_WITH_STATEMENT = `UPDATE dispute SET ${SET}, statement = $20, statement_salt = $21 WHERE id = $1 AND seq = $2 RETURNING id`;

const INSERT = `INSERT INTO dispute (id, seq, state, stage, waiting_on, reason, version, chain_head, facts, created_at, updated_at,
    number, order_id, buyer_id, seller_id, currency, policy, law_version, statement, statement_salt)
    SELECT $1, $2::integer + 1, $3, $3, $4, $5, $6, $7, $8::jsonb, $9::timestamptz, $9::timestamptz,
      $22, $23, $24, $25, $26, $19, $18::smallint, $20, $21
    RETURNING id`;

const EVENT = `INSERT INTO dispute_event (dispute_id, seq, id, type, actor, from_state, to_state, version, input, audience,
    law_version, policy, request_id, occurred_at, canonical, prev_hash, hash)
    SELECT d.id, $2::integer + 1, $10, $11, $12::jsonb, $13, $3, $6, $14::jsonb, $15, $18::smallint, $19, $16, $9::timestamptz,
      $17, $27, $7 FROM d`;

const FIXED = 27;

export type Head = 'insert' | 'update' | 'update_with_statement';
const HEADS: Readonly<Record<Head, string>> = { insert: INSERT, update: UPDATE, update_with_statement: UPDATE_WITH_STATEMENT };
/** Parameters of the fixed part that a head does not mention must still be mentioned once, or PostgreSQL cannot type them. */
const UNUSED: Readonly<Record<Head, string>> = {
  insert: '',
  update: `, $20::text, $21::text, $22::text, $23::text, $24::text, $25::text, $26::text`,
  update_with_statement: `, $22::text, $23::text, $24::text, $25::text, $26::text`,
};

export function compose(head: Head, fixed: readonly unknown[], pieces: readonly Piece[]): Statement {
  let next = FIXED + 1;
  const ctes = pieces.map(({ name, sql, params }) => {
    const first = next;
    next += params.length;
    return `${name} AS (${sql((index) => `$${first + index}`)})`;
  });
  const text = [`WITH d AS (${HEADS[head]})`, `e AS (${EVENT})`, ...ctes].join(',\n');
  const name = ['dispute', head, ...pieces.map((piece) => piece.name)].join(':');
  return { name, text: `${text}\nSELECT id${UNUSED[head]} FROM d`, params: [...fixed, ...pieces.flatMap(({ params }) => params)] };
}

const json = (value: unknown): string => JSON.stringify(value);

/** Kinds that stay armed keep their rows; new, moved, paused or resumed ones are written. */
export function deadlinesGone(kept: readonly string[]): Piece {
  return {
    name: 'dg',
    sql: (at) => `DELETE FROM deadline x USING d WHERE x.dispute_id = d.id AND x.kind <> ALL(${at(0)}::text[])`,
    params: [kept],
  };
}

export function deadlinesArmed(rows: readonly object[]): Piece {
  return {
    name: 'da',
    sql: (at) => `INSERT INTO deadline (dispute_id, kind, awaiting, armed_at, due_at, paused_left, duration, next_reminder_at)
      SELECT d.id, r.* FROM d, jsonb_to_recordset(${at(0)}::jsonb) AS r(kind text, awaiting text, "armedAt" timestamptz,
        "dueAt" timestamptz, "pausedLeft" bigint, duration bigint, "nextReminderAt" timestamptz)
      ON CONFLICT (dispute_id, kind) DO UPDATE SET awaiting = EXCLUDED.awaiting, armed_at = EXCLUDED.armed_at,
        due_at = EXCLUDED.due_at, paused_left = EXCLUDED.paused_left, duration = EXCLUDED.duration,
        next_reminder_at = EXCLUDED.next_reminder_at, leased_until = NULL`,
    params: [json(rows)],
  };
}

export interface NewOffer {
  readonly id: string;
  readonly by: string;
  readonly kind: string;
  readonly amount: number;
  readonly message: string | null;
  readonly salt: string | null;
}

export function offerMade({ id, by, kind, amount, message, salt }: NewOffer): Piece {
  return {
    name: 'om',
    sql: (at) => `INSERT INTO offer (id, dispute_id, seq, by, kind, amount, status, message, salt, created_at)
      SELECT ${at(0)}, d.id, $2::integer + 1, ${at(1)}, ${at(2)}, ${at(3)}::bigint, 'open', ${at(4)}, ${at(5)}, $9::timestamptz FROM d`,
    params: [id, by, kind, amount, message, salt],
  };
}

/** The dispute is named too, so that its few offers are read, however small the table is. */
export function offersEnded(ended: readonly { readonly id: string; readonly status: string }[]): Piece {
  return {
    name: 'oe',
    sql: (at) => `UPDATE offer x SET status = r.status FROM d, jsonb_to_recordset(${at(0)}::jsonb) AS r(id text, status text)
      WHERE x.dispute_id = d.id AND x.id = r.id`,
    params: [json(ended)],
  };
}

export interface NewMessage {
  readonly id: string;
  readonly author: object;
  readonly audience: string;
  readonly text: string;
  readonly salt: string;
  readonly evidenceIds: readonly string[];
  readonly anchor: object | null;
}

export function messageSent({ id, author, audience, text, salt, evidenceIds, anchor }: NewMessage): Piece {
  return {
    name: 'ms',
    sql: (at) => `INSERT INTO message (id, dispute_id, seq, author, audience, text, salt, evidence_ids, anchor, created_at)
      SELECT ${at(0)}, d.id, $2::integer + 1, ${at(1)}::jsonb, ${at(2)}, ${at(3)}, ${at(4)}, ${at(5)}::text[], ${at(6)}::jsonb, $9::timestamptz
      FROM d`,
    params: [id, json(author), audience, text, salt, evidenceIds, anchor === null ? null : json(anchor)],
  };
}

export function textsKept(salt: string, texts: Readonly<Record<string, string>>): Piece {
  return {
    name: 'tk',
    sql: (at) => `INSERT INTO event_text (dispute_id, seq, field, text, salt)
      SELECT d.id, $2::integer + 1, r.key, r.value, ${at(1)} FROM d, jsonb_each_text(${at(0)}::jsonb) AS r`,
    params: [json(texts), salt],
  };
}

export interface NewRuling {
  readonly id: string;
  readonly author: string;
  readonly status: string;
  readonly document: object;
  readonly salt: string;
  readonly sha256: string;
}

export function rulingMade({ id, author, status, document, salt, sha256 }: NewRuling): Piece {
  return {
    name: 'rm',
    sql: (at) => `INSERT INTO ruling (id, dispute_id, seq, author, status, document, salt, sha256, created_at)
      SELECT ${at(0)}, d.id, $2::integer + 1, ${at(1)}, ${at(2)}, ${at(3)}::jsonb, ${at(4)}, ${at(5)}, $9::timestamptz FROM d`,
    params: [id, author, status, json(document), salt, sha256],
  };
}

export function rulingsMoved(moved: readonly { readonly id: string; readonly status: string }[]): Piece {
  return {
    name: 'rs',
    sql: (at) => `UPDATE ruling x SET status = r.status FROM d, jsonb_to_recordset(${at(0)}::jsonb) AS r(id text, status text)
      WHERE x.dispute_id = d.id AND x.id = r.id`,
    params: [json(moved)],
  };
}

export interface QueuedCase {
  readonly priority: number;
  readonly holder: string | null;
  readonly dueAt: string;
  /** The level of urgency, negated: what is more urgent sorts first. */
  readonly rank: number;
  readonly because: readonly string[];
  readonly reason: string;
  readonly amount: number;
  readonly currency: string;
  readonly buyer: string;
  readonly seller: string;
  /** Who ruled or approved before. */
  readonly barred: readonly string[];
}

/** When it came to the desk this time, or for this appeal: a suspension does not make it younger. */
const CAME_TO_DESK = `(SELECT max(e.occurred_at) FROM dispute_event e WHERE e.dispute_id = d.id AND split_part(e.to_state, '.', 1) = split_part($3, '.', 1)
  AND split_part(e.from_state, '.', 1) NOT IN (split_part($3, '.', 1), 'suspended'))`;

/**
 * The queue holds all that the desk lists and filters by, so that a page of it reads no dispute. The buyer's language is the order's to know.
 * What a turn at the queue writes reads FROM cq, so that the case's row is always locked before the turn's.
 */
export function caseQueued(queued: QueuedCase, isBack: boolean): Piece {
  const { priority, holder, dueAt, rank, because, reason, amount, currency, buyer, seller, barred } = queued;
  return {
    name: 'cq',
    sql: (at) => `INSERT INTO case_queue (dispute_id, state, priority, holder, due_at, rank, because, reason, amount, currency, buyer_id, seller_id,
        barred, language, escalated_at)
      SELECT d.id, $3, ${at(0)}::smallint, ${at(1)}, ${at(2)}::timestamptz, ${at(3)}::smallint, ${at(4)}::text[], ${at(5)}, ${at(6)}::bigint,
        ${at(7)}, ${at(8)}, ${at(9)}, ${at(10)}::text[],
        (SELECT lower(substring(o.buyer_locale FROM '^[A-Za-z]+')) FROM order_snapshot o WHERE o.order_id = $23),
        CASE WHEN ${at(11)} THEN coalesce(${CAME_TO_DESK}, $9::timestamptz) ELSE $9::timestamptz END FROM d
      ON CONFLICT (dispute_id) DO UPDATE SET state = EXCLUDED.state, priority = EXCLUDED.priority, holder = EXCLUDED.holder,
        due_at = EXCLUDED.due_at, rank = EXCLUDED.rank, because = EXCLUDED.because, reason = EXCLUDED.reason, amount = EXCLUDED.amount,
        barred = EXCLUDED.barred
      RETURNING dispute_id`,
    params: [priority, holder, dueAt, rank, because, reason, amount, currency, buyer, seller, barred, isBack],
  };
}

export function caseLeft(): Piece {
  return { name: 'cl', sql: () => `DELETE FROM case_queue x USING d WHERE x.dispute_id = d.id`, params: [] };
}

/** It comes back to whoever holds it, who therefore still does. */
export function caseSetAside(holder: string): Piece {
  return { name: 'ca', sql: (at) => `INSERT INTO suspended_case (dispute_id, holder) SELECT d.id, ${at(0)} FROM d`, params: [holder] };
}

export function caseTakenUpAgain(): Piece {
  return { name: 'ct', sql: () => `DELETE FROM suspended_case x USING d WHERE x.dispute_id = d.id`, params: [] };
}

export interface RefundChange {
  readonly id: string;
  readonly amount: number;
  readonly currency: string;
  readonly status: string;
  readonly keyNo: number;
  readonly asks: number;
  readonly providerReference: string | null;
}

/** The intent to pay, in the same commit as the decision that ordered it. One row per dispute, for ever. */
export function refundMoved({ id, amount, currency, status, keyNo, asks, providerReference }: RefundChange): Piece {
  return {
    name: 'rf',
    sql: (at) => `INSERT INTO refund (id, dispute_id, amount, currency, status, key_no, asks, provider_reference, requested_at, settled_at)
      SELECT ${at(0)}, d.id, ${at(1)}::bigint, ${at(2)}, ${at(3)}, ${at(4)}::smallint, ${at(5)}::integer, ${at(6)}, $9::timestamptz,
        CASE WHEN ${at(3)} = 'succeeded' THEN $9::timestamptz END FROM d
      ON CONFLICT (id) DO UPDATE SET status = EXCLUDED.status, key_no = EXCLUDED.key_no, asks = EXCLUDED.asks,
        provider_reference = coalesce(EXCLUDED.provider_reference, refund.provider_reference), settled_at = EXCLUDED.settled_at`,
    params: [id, amount, currency, status, keyNo, asks, providerReference],
  };
}

export interface LineMovement {
  readonly lineId: string;
  readonly units: number;
  readonly reserved: number;
  readonly refunded: number;
  /** The claim number the decision was judged with, where it takes units; null where it only gives back or moves money. */
  readonly claimSeq: number | null;
}

/**
 * Moves units and money in the order's books, line by line in the order given, which is that of their ids (two disputes
 * of one order must not wait for each other crosswise). A stale claim number sets -1, so that the named check refuses the whole statement.
 */
export function linesMoved(orderId: string, movements: readonly LineMovement[]): Piece {
  return {
    name: 'lm',
    sql: (at) => `UPDATE order_line x SET disputed_units = x.disputed_units + r.units, reserved = x.reserved + r.reserved,
        refunded = x.refunded + r.refunded,
        claim_seq = CASE WHEN r."claimSeq" IS NULL OR x.claim_seq = r."claimSeq" THEN x.claim_seq + 1 ELSE -1 END
      FROM (SELECT m.* FROM d, jsonb_to_recordset(${at(1)}::jsonb)
          AS m("lineId" text, units integer, reserved bigint, refunded bigint, "claimSeq" bigint),
          LATERAL (SELECT FROM order_line l WHERE l.order_id = ${at(0)} AND l.line_id = m."lineId" FOR UPDATE) locked) r
      WHERE x.order_id = ${at(0)} AND x.line_id = r."lineId"`,
    params: [orderId, json(movements)],
  };
}

export function shippingMoved(orderId: string, reserved: number, refunded: number): Piece {
  return {
    name: 'sm',
    sql: (at) => `UPDATE order_snapshot x SET shipping_reserved = x.shipping_reserved + ${at(1)}::bigint,
        shipping_refunded = x.shipping_refunded + ${at(2)}::bigint FROM d WHERE x.order_id = ${at(0)}`,
    params: [orderId, reserved, refunded],
  };
}

/**
 * A discarded draft's words stand in the answers kept for its buyer's requests too; they go with it. One
 * buyer's answers are found by the key of the table.
 */
export function answersForgotten(buyerId: string): Piece {
  return {
    name: 'af',
    sql: (at) => `DELETE FROM idempotency x USING d WHERE x.caller = ${at(0)} AND strpos(x.body, d.id) > 0`,
    params: [buyerId],
  };
}

/** Keeps the answer under its key in the same commit (architecture.md, "HTTP"). */
export function answerKept(values: readonly unknown[]): Piece {
  return {
    name: 'ak',
    sql: (at) => IDEMPOTENCY_INSERT('d', idempotencyPositions(Number(at(0).slice(1)))),
    params: values,
  };
}
