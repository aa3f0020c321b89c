import { Injectable } from '@nestjs/common';
import { constraintOf } from '../../foundation/database/sql.js';
import type { Answer } from '../../foundation/http/index.js';
import { answerFromRecord, answerFromStored, IDEMPOTENCY_CONSTRAINT, idempotencyParams, storedAnswerOf, type IdempotencyRequest } from '../../foundation/idempotency/index.js';
import { Impediments } from '../../disputes/index.js';
import type { Caller } from '../../foundation/identity/index.js';
import { newId } from '../../foundation/ids.js';
import { problem } from '../../foundation/problems/problem.js';
import type { EvidenceAccess } from '../domain/access.js';
import type { Evidence } from '../domain/evidence.js';
import { ObjectStore, VIEW_SECONDS } from '../object-store.js';
import { expectShown, maySee, readerOf, readerWithin, type Reader } from '../readers.js';
import { AccessRepository } from '../store/access.repository.js';
import { EvidenceRepository } from '../store/evidence.repository.js';
import { originalKey } from '../store/object-keys.js';

/** Why somebody of the staff looks at an original, and in which request. */
export interface Look {
  readonly reason: string;
  readonly requestId: string;
}

/** An original that may be looked at once, soon. */
export interface OpenedOriginal {
  /** The entry in the access log. */
  readonly id: string;
  readonly evidenceId: string;
  readonly reason: string;
  readonly url: string;
  /** Epoch milliseconds, real time. */
  readonly expiresAt: number;
}

type AnswerOf = (opened: OpenedOriginal) => Answer;

/** Originals: shown to staff for a stated reason, and never without an entry that both parties can read. */
@Injectable()
export class OriginalsService {
  constructor(
    private readonly pieces: EvidenceRepository,
    private readonly accesses: AccessRepository,
    private readonly objects: ObjectStore,
    private readonly impediments: Impediments,
  ) {}

  /**
   * The entry is written before the address is given. The same key again gives the same address, which has expired by
   * then: looking once more is another entry.
   */
  async open(id: string, look: Look, caller: Caller, idempotency: IdempotencyRequest, answerOf: AnswerOf): Promise<Answer> {
    const found = await this.pieces.find(id, idempotency);
    const reader = readerOf(found?.dispute, caller);
    if (found === null || !maySee(found.evidence, reader)) throw problem('not_found');
    if (!reader.isStaff) throw problem('forbidden');
    const replay = answerFromRecord(found.known, idempotency);
    if (replay !== null) return replay;
    await this.impediments.admit(found.evidence.disputeId, caller.sub);
    expectShown(found.evidence);
    const opened = await this.sign(found.evidence, look.reason);
    const stored = storedAnswerOf(answerOf(opened));
    const access = { ...look, id: opened.id, evidenceId: id, attempt: attemptOf(found.evidence), role: staffRole(reader), person: reader.sub };
    try {
      if (await this.accesses.log(access, idempotencyParams(idempotency, stored))) return answerFromStored(stored, false);
    } catch (error) {
      // The same request came twice at once: the other one's entry and address are ours.
      if (constraintOf(error) !== IDEMPOTENCY_CONSTRAINT) throw error;
    }
    return this.open(id, look, caller, idempotency, answerOf);
  }

  /** Newest first: up to `limit` looks at the originals of one dispute. */
  async log(disputeId: string, caller: Caller, before: string | null, limit: number): Promise<{ accesses: EvidenceAccess[]; reader: Reader }> {
    const found = await this.accesses.list(disputeId, before, limit);
    const reader = readerOf(found?.dispute, caller);
    return { accesses: found?.accesses ?? [], reader: await readerWithin(disputeId, reader, this.impediments) };
  }

  private async sign(evidence: Evidence, reason: string): Promise<OpenedOriginal> {
    const expiresAt = Date.now() + VIEW_SECONDS * 1000;
    const url = await this.objects.viewOf(originalKey(evidence.id, attemptOf(evidence)), evidence.fileName, 'application/octet-stream');
    return { id: newId('eva'), evidenceId: evidence.id, reason, url, expiresAt };
  }
}

/** Available pieces have one: a constraint of the table says so. */
const attemptOf = ({ verifiedAttempt }: Evidence): number => verifiedAttempt ?? 0;
const staffRole = ({ role }: Reader): EvidenceAccess['role'] => (role === 'lead' ? 'lead' : 'arbitrator');
