import type { DataSource } from 'typeorm';

/** The database to read. */
export type Source = DataSource;

/** A closed dispute with its log, as rows tell it. */
export interface PastRow {
  readonly disputeId: string;
  readonly number: string;
  readonly currency: string;
  readonly policy: string;
  readonly state: string;
  /** Null where there is none. */
  readonly log: readonly { readonly type: string; readonly input: Readonly<Record<string, unknown>>; readonly actor: { readonly role: string; readonly id: string }; readonly at: number }[] | null;
}

const BATCH = 500;

const PAST = `
  SELECT d.id AS "disputeId", d.number, d.currency, d.policy, d.state,
    (SELECT json_agg(json_build_object('type', e.type, 'input', e.input, 'actor', e.actor, 'at', (extract(epoch FROM e.occurred_at) * 1000)::bigint)
      ORDER BY e.seq) FROM dispute_event e WHERE e.dispute_id = d.id) AS log
  FROM dispute d WHERE d.stage = 'closed' AND d.id > $1 ORDER BY d.stage, d.id LIMIT ${BATCH}`;

/** Gives every closed dispute to `see`, in batches, inside one transaction that may read only and sees one moment. */
export async function readPast(source: Source, see: (row: PastRow) => void): Promise<void> {
  const runner = source.createQueryRunner();
  await runner.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    for (let after = ''; ; ) {
      const rows = (await runner.query(PAST, [after])) as PastRow[];
      rows.forEach(see);
      const last = rows.at(-1);
      if (last === undefined || rows.length < BATCH) break;
      after = last.disputeId;
    }
  } finally {
    await runner.query('ROLLBACK');
    await runner.release();
  }
}
