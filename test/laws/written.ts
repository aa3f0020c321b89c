import { expect } from '@jest/globals';
import { brokenAt, type ChainedEvent } from '../../src/disputes/domain/chain.js';
import type { Accepted } from '../../src/disputes/domain/decide.js';
import { waitingOn, type Deadline } from '../../src/disputes/domain/deadlines.js';
import { isOpen, stageOf } from '../../src/disputes/domain/states.js';
import type { Dispute } from '../../src/disputes/index.js';
import type { Sql } from '../../src/foundation/database/sql.js';

export interface LogRow extends ChainedEvent {
  readonly disputeId: string;
  readonly id: string;
  readonly type: string;
  readonly actor: { readonly role: string; readonly id: string; readonly salt?: string };
  readonly fromState: string | null;
  readonly toState: string;
  readonly version: number;
  readonly input: Readonly<Record<string, unknown>>;
  readonly audience: string;
  readonly policy: string;
  readonly occurredAt: Date;
}

/** The whole log of one dispute, oldest first. */
export function logOf(sql: Sql, disputeId: string): Promise<LogRow[]> {
  return sql.query<LogRow>(
    `SELECT dispute_id AS "disputeId", seq, id, type, actor, from_state AS "fromState", to_state AS "toState", version, input, audience,
      policy, occurred_at AS "occurredAt", canonical, prev_hash AS "prevHash", hash FROM dispute_event WHERE dispute_id = $1 ORDER BY seq`,
    [disputeId],
  );
}

const byKind = (deadlines: readonly Deadline[]): Deadline[] => deadlines.toSorted((a, b) => (a.kind < b.kind ? -1 : 1));

/** What stands in the database is exactly what was decided, in every table the statement writes. */
export async function expectWritten(sql: Sql, before: Dispute, decided: Accepted, after: Dispute, type: string): Promise<void> {
  expect(after).toMatchObject({ state: decided.state, facts: decided.facts, seq: before.seq + 1 });
  expect(after.facts).toEqual(decided.facts);
  const { audience } = (await logOf(sql, after.id)).at(-1)!;
  expect(after.version - before.version).toBe(type === 'messageSent' || audience !== 'parties' ? 0 : 1);
  expect(byKind(after.deadlines)).toEqual(byKind(decided.deadlines));
  await expectHistory(sql, after);
  await expectBooks(sql, after);
  await expectDesk(sql, after);
}

/** Gapless, unbroken, and ending in the row's own head. */
export async function expectHistory(sql: Sql, { id, seq, version, state, chainHead, updatedAt }: Dispute): Promise<void> {
  const log = await logOf(sql, id);
  expect(log.map((row) => row.seq)).toEqual(Array.from({ length: seq }, (_, index) => index + 1));
  expect(brokenAt(log)).toBeNull();
  expect(log.at(-1)).toMatchObject({ hash: chainHead, toState: state, version });
  expect(log.findLast(({ audience }) => audience === 'parties')?.occurredAt).toEqual(new Date(updatedAt));
}

/** The order's counters hold what its disputes hold: here each order has one unit and one dispute. */
export async function expectBooks(sql: Sql, { orderId, state, facts }: Dispute): Promise<void> {
  const [line] = await sql.query<Record<string, number>>('SELECT disputed_units AS units, reserved, refunded FROM order_line WHERE order_id = $1', [orderId]);
  const arrived = facts.refund?.status === 'succeeded';
  const money = facts.grant !== null && ['refund', 'return_and_refund'].includes(facts.grant.remedy.kind) ? facts.grant.items : 0;
  expect(line).toEqual({
    units: isOpen(state) ? 1 : 0,
    reserved: isOpen(state) && !arrived ? money : 0,
    refunded: arrived ? money : facts.chargedBack,
  });
}

/** Offers, the refund's intent and the desk's queue say the same as the facts. */
async function expectDesk(sql: Sql, { id, state, facts, offers, refund, rulings }: Dispute): Promise<void> {
  const [row] = await sql.query<{ stage: string; waitingOn: string; queued: object | null }>(
    `SELECT stage, waiting_on AS "waitingOn", (SELECT json_build_object('state', q.state, 'holder', q.holder, 'priority', q.priority)
      FROM case_queue q WHERE q.dispute_id = d.id) AS queued FROM dispute d WHERE id = $1`,
    [id],
  );
  const atDesk = stageOf(state) === 'escalated' || stageOf(state) === 'appealed';
  const queued = atDesk ? { state, holder: facts.holder, priority: facts.priority } : null;
  expect(row).toEqual({ stage: stageOf(state), waitingOn: waitingOn(state, facts), queued });
  const open = offers.filter(({ status }) => status === 'open');
  expect(open.map((offer) => offer.id).sort()).toEqual(facts.openOffers.map((offer) => offer.id).sort());
  const { id: refundId, amount, status, keyNo } = facts.refund ?? {};
  expect(refund).toEqual(facts.refund === null ? null : expect.objectContaining({ id: refundId, amount, status, keyNo }));
  const standing = rulings.filter((ruling) => ruling.status === 'in_force').map((ruling) => ruling.id);
  expect(standing).toEqual(facts.ruling === null ? [] : [facts.ruling.id]);
}
