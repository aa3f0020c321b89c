import { Injectable } from '@nestjs/common';
import type { Facts } from '../../disputes/index.js';
import { Sql } from '../../foundation/database/sql.js';
import type { IdempotencyRecord, IdempotencyRequest } from '../../foundation/idempotency/index.js';
import type { Evidence } from '../domain/evidence.js';
import { evidenceFrom, type DisputeOf, type EvidenceJson } from './evidence.repository.js';
import { COMPLETE, FORGET_UPLOAD, NOTE_ASKED, NOTE_STAGED, NOTE_UPLOAD, PATIENCE_HOURS, READ_UPLOAD, STILL_WANTED } from './uploads.sql.js';

/** A piece on its way: with parts where `partSize` is set, begun in the store where `uploadId` is. */
export interface Uploading {
  readonly evidence: Evidence;
  readonly partSize: number | null;
  readonly uploadId: string | null;
  /** When somebody last asked where to send it; epoch milliseconds, real time. */
  readonly askedAt: number;
  readonly dispute: DisputeOf;
  readonly facts: Facts;
  readonly known: IdempotencyRecord | null;
}

/** How long bytes are awaited after somebody has asked where to send them. */
export const PATIENCE_MS = PATIENCE_HOURS * 3_600_000;

type UploadJson = EvidenceJson & Omit<Uploading, 'evidence' | 'askedAt'> & { readonly askedAt: string | number };

/** What is known of files that have not arrived. */
@Injectable()
export class UploadsRepository {
  constructor(private readonly sql: Sql) {}

  async find(id: string, idempotency?: IdempotencyRequest): Promise<Uploading | null> {
    const [row] = await this.sql.named<UploadJson>('upload_read', READ_UPLOAD, [id, idempotency?.caller ?? null, idempotency?.key ?? null]);
    if (row === undefined) return null;
    const { dispute, known, uploadId, partSize, askedAt, facts, ...evidence } = row;
    return { evidence: evidenceFrom(evidence), dispute, known, uploadId, partSize, askedAt: Number(askedAt), facts };
  }

  /** The upload that counts: the one that was noted first. Null when no bytes are awaited any more. */
  async noteUpload(id: string, uploadId: string): Promise<string | null> {
    const [row] = await this.sql.named<{ uploadId: string }>('upload_note', NOTE_UPLOAD, [id, uploadId]);
    return row?.uploadId ?? null;
  }

  /** Its bytes lie there and wait for its owner's word. */
  async noteStaged(id: string): Promise<void> {
    await this.sql.named('upload_note_staged', NOTE_STAGED, [id]);
  }

  /** The store knows this upload no more. False when the piece has moved on. */
  async forgetUpload(id: string, uploadId: string): Promise<boolean> {
    return (await this.sql.named('upload_forget', FORGET_UPLOAD, [id, uploadId])).length > 0;
  }

  async noteAsked(id: string): Promise<void> {
    await this.sql.named('upload_note_asked', NOTE_ASKED, [id]);
  }

  /** False when it is no longer waiting for its bytes. */
  async complete(id: string, kept: readonly unknown[]): Promise<boolean> {
    return (await this.sql.named('evidence_complete', COMPLETE, [id, ...kept])).length > 0;
  }

  /** Which of these open uploads somebody still sends parts of, or the worker is about to put together. */
  async stillWanted(uploads: readonly { readonly evidenceId: string; readonly uploadId: string }[]): Promise<ReadonlySet<string>> {
    const params = [uploads.map(({ evidenceId }) => evidenceId), uploads.map(({ uploadId }) => uploadId)];
    const rows = await this.sql.named<{ uploadId: string }>('upload_still_wanted', STILL_WANTED, params);
    return new Set(rows.map(({ uploadId }) => uploadId));
  }
}
