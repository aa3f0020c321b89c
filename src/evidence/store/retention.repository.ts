import { Injectable } from '@nestjs/common';
import { Sql } from '../../foundation/database/sql.js';

/** A sealed original that the store does not lock yet. */
export interface ToRetain {
  readonly id: string;
  readonly attempt: number;
  readonly version: string;
}

const TO_RETAIN = `
  SELECT e.id, e.verified_attempt AS attempt, e.version_id AS version FROM evidence e JOIN dispute d ON d.id = e.dispute_id
  WHERE e.status = 'available' AND e.version_id IS NOT NULL AND e.retained_until IS NULL AND e.erasure_granted_at IS NULL
    AND EXISTS (SELECT 1 FROM jsonb_array_elements(d.facts -> 'evidence') AS x WHERE x ->> 'id' = e.id AND x ->> 'sealedAt' IS NOT NULL)
  ORDER BY e.id LIMIT $1`;

const RETAINED = `UPDATE evidence SET retained_until = $2 WHERE id = $1`;

@Injectable()
export class RetentionRepository {
  constructor(private readonly sql: Sql) {}

  toRetain(limit: number): Promise<ToRetain[]> {
    return this.sql.named<ToRetain>('evidence_to_retain', TO_RETAIN, [limit]);
  }

  async retained(id: string, until: Date): Promise<void> {
    await this.sql.named('evidence_retained', RETAINED, [id, until]);
  }
}
