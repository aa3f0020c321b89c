import { constraintOf } from '../foundation/database/sql.js';
import type { Answer } from '../foundation/http/index.js';
import {
  answerFromRecord, answerFromStored, IDEMPOTENCY_CONSTRAINT, idempotencyParams, storedAnswerOf, type IdempotencyRecord, type IdempotencyRequest,
} from '../foundation/idempotency/index.js';

/** What making something under a key begins with: the law's moment, and what this very request was answered before. */
export interface Beginning {
  readonly now: Date;
  readonly known: IdempotencyRecord | null;
}

/** What is made, the answer that tells of it, and the one statement that writes both: `kept` are the parameters of the answer. */
export interface Making {
  readonly answer: Answer;
  readonly write: (kept: readonly unknown[]) => Promise<void>;
}

/** Makes something once, however often and however fast the same request comes. */
export async function madeOnce(
  request: IdempotencyRequest, begin: (request: IdempotencyRequest) => Promise<Beginning>, make: (now: Date) => Making,
): Promise<Answer> {
  for (;;) {
    const { now, known } = await begin(request);
    const replay = answerFromRecord(known, request);
    if (replay !== null) return replay;
    const { answer, write } = make(now);
    const stored = storedAnswerOf(answer);
    try {
      await write(idempotencyParams(request, stored));
      return answerFromStored(stored, false);
    } catch (error) {
      // Ends: the next look finds what the faster one was answered.
      if (constraintOf(error) !== IDEMPOTENCY_CONSTRAINT) throw error;
    }
  }
}
