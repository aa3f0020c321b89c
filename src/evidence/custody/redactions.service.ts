import { Injectable } from '@nestjs/common';
import { Impediments } from '../../disputes/index.js';
import { constraintOf } from '../../foundation/database/sql.js';
import type { Answer } from '../../foundation/http/index.js';
import { answerFromRecord, answerFromStored, IDEMPOTENCY_CONSTRAINT, idempotencyParams, storedAnswerOf, type IdempotencyRequest } from '../../foundation/idempotency/index.js';
import type { Caller } from '../../foundation/identity/index.js';
import { problem, type Fault } from '../../foundation/problems/problem.js';
import type { Evidence } from '../domain/evidence.js';
import { canRedact, isInPicture, MOST_REDACTIONS, type Rectangle, type Redaction, type RedactionReason } from '../domain/redaction.js';
import { expectShown, maySee, readerOf, readerWithin, type Reader } from '../readers.js';
import { EvidenceRepository, type FoundEvidence } from '../store/evidence.repository.js';
import { RedactionRepository } from '../store/redaction.repository.js';

export interface RedactionWish {
  readonly rectangles: readonly Rectangle[];
  readonly reasonCode: RedactionReason;
  readonly text: string | null;
}

/** Who reads of redactions: its owner and staff in full. */
export interface RedactionReader extends Reader {
  readonly isOwner: boolean;
}

type AnswerOf = (redaction: Redaction, reader: RedactionReader) => Answer;

/** Parts of a picture that others must not see: wished by its owner or by staff, burned away by a worker. */
@Injectable()
export class RedactionsService {
  constructor(
    private readonly pieces: EvidenceRepository,
    private readonly redactions: RedactionRepository,
    private readonly impediments: Impediments,
  ) {}

  /** From the moment the wish is written nobody but staff is shown the piece, until it is carried out. */
  async wish(id: string, wish: RedactionWish, caller: Caller, idempotency: IdempotencyRequest, answerOf: AnswerOf): Promise<Answer> {
    const { evidence, known, now, reader } = await this.seen(id, caller, idempotency);
    if (!reader.isOwner && !reader.isStaff) throw problem('forbidden');
    const replay = answerFromRecord(known, idempotency);
    if (replay !== null) return replay;
    if (reader.isStaff) await this.impediments.admit(evidence.disputeId, caller.sub);
    judge(evidence, wish);
    const redaction = wished(evidence, wish, reader, now);
    const stored = storedAnswerOf(answerOf(redaction, reader));
    try {
      if (await this.redactions.wish(id, evidence.redactionWanted, redaction, idempotencyParams(idempotency, stored))) return answerFromStored(stored, false);
    } catch (error) {
      // The same request came twice at once: what the other one wished is ours.
      if (constraintOf(error) !== IDEMPOTENCY_CONSTRAINT) throw error;
    }
    return this.wish(id, wish, caller, idempotency, answerOf);
  }

  /** All of one piece, oldest first. */
  async list(id: string, caller: Caller): Promise<{ redactions: Redaction[]; reader: RedactionReader }> {
    const { evidence, reader } = await this.seen(id, caller);
    const within = await readerWithin(evidence.disputeId, reader, this.impediments);
    return { redactions: await this.redactions.of(evidence.id), reader: { ...reader, ...within } };
  }

  private async seen(id: string, caller: Caller, idempotency?: IdempotencyRequest): Promise<FoundEvidence & { reader: RedactionReader }> {
    const found = await this.pieces.find(id, idempotency);
    const reader = readerOf(found?.dispute, caller);
    if (found === null || !maySee(found.evidence, reader)) throw problem('not_found');
    return { ...found, reader: { ...reader, isOwner: found.evidence.ownerId === caller.sub } };
  }
}

function judge(evidence: Evidence, { rectangles }: RedactionWish): void {
  expectShown(evidence);
  const errors = rectangles.flatMap((rectangle, index): Fault[] =>
    isInPicture(rectangle) ? [] : [{ pointer: `/rectangles/${index}`, code: 'out_of_picture' }]);
  if (errors.length > 0) throw problem('invalid', undefined, { errors });
  if (!canRedact(evidence)) throw problem('redaction_unsupported');
  if ((evidence.redactionWanted ?? 0) >= MOST_REDACTIONS) throw problem('redaction_limit_reached', { says: 'redactions_most', values: { most: MOST_REDACTIONS } });
}

function wished({ id: evidenceId, redactionWanted }: Evidence, wish: RedactionWish, { role, sub }: Reader, requestedAt: number): Redaction {
  return { ...wish, evidenceId, number: (redactionWanted ?? 0) + 1, role: role as Redaction['role'], person: sub, status: 'requested', requestedAt, madeAt: null };
}
