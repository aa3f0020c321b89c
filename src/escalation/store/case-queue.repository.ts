import { Injectable } from '@nestjs/common';
import { Sql } from '../../foundation/database/sql.js';
import { casesQuery, type CasesWanted, type QueuedCase } from './case-queue.sql.js';

/** Reads the queue that the decisions on disputes write (architecture.md, "One door for every decision"). */
@Injectable()
export class CaseQueueRepository {
  constructor(private readonly sql: Sql) {}

  async find(wanted: CasesWanted): Promise<QueuedCase[]> {
    const { name, text, params } = casesQuery(wanted);
    return this.sql.named<QueuedCase>(name, text, params);
  }
}
