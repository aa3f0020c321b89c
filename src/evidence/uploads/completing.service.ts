import { Injectable } from '@nestjs/common';
import { constraintOf } from '../../foundation/database/sql.js';
import type { Answer } from '../../foundation/http/index.js';
import { answerFromRecord, answerFromStored, IDEMPOTENCY_CONSTRAINT, idempotencyParams, storedAnswerOf, type IdempotencyRequest } from '../../foundation/idempotency/index.js';
import type { Caller } from '../../foundation/identity/index.js';
import { problem } from '../../foundation/problems/problem.js';
import type { Evidence } from '../domain/evidence.js';
import { partFaults, type StoredPart } from '../domain/uploads.js';
import { readerOf, type Reader } from '../readers.js';
import { stagedKey } from '../store/object-keys.js';
import { UploadsRepository, type Uploading } from '../store/uploads.repository.js';
import { PartStore } from './part-store.js';

type AnswerOf = (evidence: Evidence, reader: Reader) => Answer;

/** Takes the word of an owner that the bytes are there. Of parts the store is asked: one that is missing can still be sent. */
@Injectable()
export class CompletingService {
  constructor(
    private readonly uploads: UploadsRepository,
    private readonly parts: PartStore,
  ) {}

  /** Said again it changes nothing, and tells what became of them. The worker puts parts together and judges the whole. */
  async complete(id: string, caller: Caller, idempotency: IdempotencyRequest, answerOf: AnswerOf): Promise<Answer> {
    const found = await this.uploads.find(id, idempotency);
    const reader = readerOf(found?.dispute, caller);
    if (found === null || found.evidence.ownerId !== caller.sub) throw problem('not_found');
    const replay = answerFromRecord(found.known, idempotency);
    if (replay !== null) return replay;
    const { evidence } = found;
    if (evidence.status !== 'declared') return answerOf(evidence, reader);
    const parts = await this.partsOf(found);
    if (parts === 'moved on') return this.complete(id, caller, idempotency, answerOf);
    expectAll(parts, found);
    const stored = storedAnswerOf(answerOf({ ...evidence, status: 'processing' }, reader));
    try {
      if (await this.uploads.complete(id, idempotencyParams(idempotency, stored))) return answerFromStored(stored, false);
    } catch (error) {
      if (constraintOf(error) !== IDEMPOTENCY_CONSTRAINT) throw error;
    }
    return this.complete(id, caller, idempotency, answerOf);
  }

  /** An upload that is gone was put together by the worker a moment ago, or given up by a rule of the bucket: then nothing is there. */
  private async partsOf({ evidence: { id }, uploadId }: Uploading): Promise<readonly StoredPart[] | 'moved on'> {
    const arrived = uploadId === null ? [] : await this.parts.list(stagedKey(id), uploadId);
    if (arrived !== null || uploadId === null) return arrived ?? [];
    return (await this.uploads.forgetUpload(id, uploadId)) ? [] : 'moved on';
  }
}

function expectAll(arrived: readonly StoredPart[], { evidence: { size }, partSize }: Uploading): void {
  const faults = partSize === null ? [] : partFaults(arrived, size, partSize);
  if (faults.length === 0) return;
  const errors = faults.map(({ values, code }) => ({ pointer: `/parts/${values.number}`, code, values }));
  throw problem('evidence_not_uploaded', { says: 'parts_missing', values: { count: faults.length } }, { errors, extra: { missingParts: faults.map(({ values }) => values.number) } });
}
