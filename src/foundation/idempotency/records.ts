import { Answer } from '../http/answer.js';
import { problem } from '../problems/problem.js';

/** Days for which the answer to a key is kept, by real time: clients retry within hours, the rest is margin for a long outage. */
export const KEPT_DAYS = 7;

/** One caller's promise that two requests with this key are the same request. */
export interface IdempotencyRequest {
  readonly key: string;
  readonly caller: string;
  readonly fingerprint: string;
}

/** An answer as it is kept: only successful ones are, so a refusal leaves nothing and is judged anew. */
export interface StoredAnswer {
  readonly status: number;
  readonly body: string | null;
  readonly etag: string | null;
  readonly location: string | null;
}

/** What is found under a key. */
export interface IdempotencyRecord extends StoredAnswer {
  readonly fingerprint: string;
}

/** Serialises an answer once, so that what is stored and what is sent are the same text. */
export function storedAnswerOf(answer: Answer): StoredAnswer {
  const { body, etag, location } = answer;
  const text = typeof body === 'string' ? body : body === undefined || body === null ? null : JSON.stringify(body);
  return { status: answer.status, body: text, etag: etag === undefined ? null : String(etag), location: location ?? null };
}

/** The answer sent the first time, with its text untouched. */
export function answerFromStored(stored: StoredAnswer, replayed: boolean): Answer {
  const { status, body, etag, location } = stored;
  return new Answer(status, body, { etag: etag ?? undefined, location: location ?? undefined, replayed });
}

/** The kept answer for this very request, null when the key is new, 422 when the key was used for something else. */
export function answerFromRecord(record: IdempotencyRecord | null | undefined, request: IdempotencyRequest): Answer | null {
  if (record === null || record === undefined) return null;
  if (record.fingerprint !== request.fingerprint) throw problem('idempotency_key_reused');
  return answerFromStored(record, true);
}
