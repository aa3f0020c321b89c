import { Injectable } from '@nestjs/common';
import { Sql } from '../../foundation/database/sql.js';
import { COUNT_DUE_REMINDERS, DUE_REMINDERS, NEXT_REMINDER, REMIND } from './reminders.sql.js';

/** A deadline of which somebody should be reminded now. Times are epoch milliseconds. */
export interface DueReminder {
  readonly disputeId: string;
  readonly kind: string;
  readonly awaiting: string;
  readonly armedAt: number;
  readonly dueAt: number;
  readonly duration: number;
  readonly moment: number;
  readonly policy: string;
  readonly buyerId: string;
  readonly sellerId: string;
  readonly now: number;
}

/** What becomes of one due reminder: when to remind next, and who is told now. */
export interface Reminding {
  readonly due: DueReminder;
  readonly nextAt: number | null;
  readonly notices: readonly { readonly id: string; readonly recipientId: string; readonly recipientRole: string }[];
}

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

@Injectable()
export class NoticesRepository {
  constructor(private readonly sql: Sql) {}

  due(): Promise<DueReminder[]> {
    return this.sql.named<DueReminder>('reminders_due', DUE_REMINDERS, []);
  }

  /** How many deadlines were reminded of or moved on; others may have been faster. */
  async remind(remindings: readonly Reminding[]): Promise<number> {
    const deadlines = remindings.map(({ due: { disputeId, kind, dueAt, moment }, nextAt }) => ({
      disputeId, kind, dueAt: iso(dueAt), moment: iso(moment), nextAt: iso(nextAt),
    }));
    const notices = remindings.flatMap(({ due: { disputeId, kind, dueAt, moment }, notices: all }) =>
      all.map((notice) => ({ ...notice, disputeId, kind, dueAt: iso(dueAt), moment: iso(moment) })),
    );
    return (await this.sql.named('remind', REMIND, [JSON.stringify(deadlines), JSON.stringify(notices)])).length;
  }

  async countDue(): Promise<number> {
    const [row] = await this.sql.named<{ due: number }>('reminders_count_due', COUNT_DUE_REMINDERS, []);
    return row?.due ?? 0;
  }

  /** The earliest moment to remind of anything, epoch milliseconds; null when there is none. */
  async next(): Promise<number | null> {
    const [row] = await this.sql.named<{ at: Date | null }>('reminders_next', NEXT_REMINDER, []);
    return row?.at?.getTime() ?? null;
  }
}
