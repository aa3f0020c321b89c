import { Injectable } from '@nestjs/common';
import { Sql } from '../../foundation/database/sql.js';
import type { KnownFacts } from '../domain/signals.js';
import { READ_SIGNALS } from './signals.sql.js';

type FactsJson = Omit<KnownFacts, 'twins'> & { readonly twins: KnownFacts['twins'] | null };

@Injectable()
export class SignalsRepository {
  constructor(private readonly sql: Sql) {}

  /** Null for a piece that was judged before anybody asked for such facts. */
  async find(evidenceId: string): Promise<KnownFacts | null> {
    const [row] = await this.sql.named<FactsJson>('evidence_signals', READ_SIGNALS, [evidenceId]);
    return row === undefined ? null : { ...row, twins: row.twins ?? [] };
  }
}
