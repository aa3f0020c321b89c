import { Injectable } from '@nestjs/common';
import { Sql } from '../../foundation/database/sql.js';

const READ = `SELECT muted FROM notification_preference WHERE account_id = $1 AND channel = 'email'`;

const WRITE = `
  INSERT INTO notification_preference (account_id, channel, muted, updated_at) VALUES ($1, 'email', $2::text[], clock_timestamp())
  ON CONFLICT ON CONSTRAINT notification_preference_pk DO UPDATE SET muted = EXCLUDED.muted, updated_at = EXCLUDED.updated_at`;

/** Adds one, whatever else is changed at the same time. */
const MUTE = `
  INSERT INTO notification_preference AS p (account_id, channel, muted, updated_at) VALUES ($1, 'email', ARRAY[$2::text], clock_timestamp())
  ON CONFLICT ON CONSTRAINT notification_preference_pk DO UPDATE
  SET muted = CASE WHEN $2::text = ANY(p.muted) THEN p.muted ELSE p.muted || $2::text END, updated_at = EXCLUDED.updated_at`;

/** What people do not want to be written of. */
@Injectable()
export class PreferencesRepository {
  constructor(private readonly sql: Sql) {}

  async muted(accountId: string): Promise<readonly string[]> {
    const [row] = await this.sql.named<{ muted: string[] }>('preferences_read', READ, [accountId]);
    return row?.muted ?? [];
  }

  async replace(accountId: string, muted: readonly string[]): Promise<void> {
    await this.sql.named('preferences_write', WRITE, [accountId, [...muted]]);
  }

  async mute(accountId: string, notification: string): Promise<void> {
    await this.sql.named('preferences_mute', MUTE, [accountId, notification]);
  }
}
