import type { Sql } from '../../foundation/database/sql.js';
import type { ExpectedObjects } from '../domain/objects.js';
import type { StoredRendition } from '../domain/renditions.js';
import { PIECES_TO_CHECK, SAMPLE_TO_CHECK, WHAT_IS_KNOWN } from './custody-check.sql.js';

/** The event that brought a piece into its dispute, as the log holds it. */
export interface AddedEvent {
  readonly type: string;
  readonly fromState: string | null;
  readonly toState: string;
  readonly audience: 'parties' | 'staff' | 'buyer' | 'seller';
  readonly input: { readonly evidence?: { readonly id?: string; readonly content?: string; readonly size?: number } };
  readonly canonical: string;
  readonly prevHash: string;
  readonly hash: string;
  /** The salt of what the text only commits to; null where it says everything. */
  readonly seal: string | null;
}

/** A piece whose bytes are to be there, and right. */
export interface KeptPiece {
  readonly id: string;
  readonly disputeId: string;
  readonly attempt: number;
  readonly size: number;
  readonly sha256: string;
  readonly salt: string | null;
  readonly version: string | null;
  readonly renditions: readonly StoredRendition[];
  readonly redaction: number | null;
  readonly event: AddedEvent | null;
}

export interface Known {
  readonly pieces: ReadonlyMap<string, ExpectedObjects>;
  /** Objects that wait to be deleted. */
  readonly removals: ReadonlySet<string>;
}

type KnownJson = { readonly pieces: (ExpectedObjects & { readonly id: string })[] | null; readonly removals: string[] | null };

/** What the rows say about objects; for the check of custody only, which is no part of the application. */
export class CustodyCheckRepository {
  constructor(private readonly sql: Sql) {}

  pieces(after: string, limit: number): Promise<KeptPiece[]> {
    return this.sql.query<KeptPiece>(PIECES_TO_CHECK, [after, limit]);
  }

  sample(limit: number): Promise<KeptPiece[]> {
    return this.sql.query<KeptPiece>(SAMPLE_TO_CHECK, [limit]);
  }

  async known(ids: readonly string[], keys: readonly string[]): Promise<Known> {
    const [row] = await this.sql.query<KnownJson>(WHAT_IS_KNOWN, [ids, keys]);
    return { pieces: new Map((row?.pieces ?? []).map(({ id, ...piece }) => [id, piece])), removals: new Set(row?.removals ?? []) };
  }
}
