import { Injectable } from '@nestjs/common';
import { Sql } from '../../foundation/database/sql.js';
import type { Step } from '../domain/journey.js';
import type { Promised } from '../domain/promises.js';
import type { Subject, Summary } from '../domain/summary.js';
import { CALL_FOR_BROKEN, KEEP_LEDGER, MOVE_ON, NEXT_EVENTS, STEPS_OF_ONE, SUBJECTS } from './ledger.sql.js';

/** An event's place in the log. */
export interface LogPlace {
  readonly disputeId: string;
  readonly xid: string;
  readonly id: string;
}

export interface Entry {
  readonly summary: Summary;
  readonly promises: readonly Promised[];
}

type SubjectJson = Omit<Subject, 'steps'> & { readonly steps: Step[] | null; readonly now: number };

const time = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

const summaryRow = (s: Summary): object => ({
  dispute_id: s.disputeId, seq: s.seq, seller_id: s.sellerId, reason: s.reason, opened_at: time(s.openedAt), escalated_at: time(s.escalatedAt),
  decided_at: time(s.decidedAt), closed_at: time(s.closedAt), outcome: s.outcome, arbitrator: s.arbitrator, appealed: s.appealed,
  overturned: s.overturned, seller_at_fault: s.sellerAtFault, total_ms: s.totalMs, negotiation_ms: s.negotiationMs, escalated_ms: s.escalatedMs,
  appealed_ms: s.appealedMs, execution_ms: s.executionMs, pickup_kept: s.pickupKept, decision_kept: s.decisionKept,
  judged: s.judged.map(({ by, at, as }) => ({ by, at: time(at), as })), last_judged_at: time(s.judged.at(-1)?.at ?? null),
});

const promiseRows = ({ summary: { disputeId, seq }, promises }: Entry): object[] =>
  promises.map(({ kind, since, dueAt, metAt }) => ({ dispute_id: disputeId, seq, kind, since: time(since), due_at: time(dueAt), met_at: time(metAt) }));

/** Reads the log and keeps what the desk counts of it. */
@Injectable()
export class LedgerRepository {
  constructor(private readonly sql: Sql) {}

  nextEvents(): Promise<LogPlace[]> {
    return this.sql.named<LogPlace>('ledger_next', NEXT_EVENTS, []);
  }

  async subjects(ids: readonly string[]): Promise<{ subject: Subject; now: number }[]> {
    const rows = await this.sql.named<SubjectJson>('ledger_subjects', SUBJECTS, [ids]);
    return rows.map(({ now, steps, ...subject }) => ({ subject: { ...subject, steps: steps ?? [] }, now: Number(now) }));
  }

  async keep(entries: readonly Entry[]): Promise<void> {
    const summaries = JSON.stringify(entries.map(({ summary }) => summaryRow(summary)));
    await this.sql.named('ledger_keep', KEEP_LEDGER, [summaries, JSON.stringify(entries.flatMap(promiseRows))]);
  }

  async moveOn({ xid, id }: LogPlace): Promise<void> {
    await this.sql.named('ledger_move_on', MOVE_ON, [xid, id]);
  }

  callForBroken(): Promise<{ disputeId: string; kind: string }[]> {
    return this.sql.named('ledger_broken', CALL_FOR_BROKEN, []);
  }

  async stepsOf(disputeId: string): Promise<{ steps: Step[]; now: number }> {
    const [row] = await this.sql.named<{ steps: Step[] | null; now: number }>('ledger_steps', STEPS_OF_ONE, [disputeId]);
    return { steps: row?.steps ?? [], now: Number(row?.now ?? 0) };
  }
}
