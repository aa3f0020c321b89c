import { Injectable } from '@nestjs/common';
import { Sql } from '../../foundation/database/sql.js';
import { casesQuery, COUNT_CASES, type CaseCounts, type CasesWanted, type QueuedCase } from './case-queue.sql.js';

/** Every connection keeps a plan for each name: only what is asked often gets one. */
const MOST_NAMED_FILTERS = 2;

/** Reads the queue that the decisions on disputes write (architecture.md, "One door for every decision"). */
@Injectable()
export class CaseQueueRepository {
  constructor(private readonly sql: Sql) {}

  async find(wanted: CasesWanted): Promise<QueuedCase[]> {
    const { name, text, params } = casesQuery(wanted);
    if (Object.keys(wanted.filter).length > MOST_NAMED_FILTERS) return this.sql.query<QueuedCase>(text, params);
    return this.sql.named<QueuedCase>(name, text, params);
  }

  /** Counted up to `MOST_COUNTED` each. */
  async count(reader: string, soonMs: number): Promise<CaseCounts> {
    const [row] = await this.sql.named<CaseCounts>('case_counts', COUNT_CASES, [reader, soonMs]);
    if (row === undefined) throw new Error('a statement without FROM gave no row');
    return row;
  }
}
