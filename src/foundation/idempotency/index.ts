export { Idempotency, idempotencyRequestOf, KEY_HEADER } from './idempotency.js';
export { IDEMPOTENCY_CONSTRAINT, IDEMPOTENCY_INSERT, IDEMPOTENCY_READ, idempotencyParams, idempotencyPositions, type IdempotencyPositions } from './idempotency.sql.js';
export {
  answerFromRecord,
  answerFromStored,
  storedAnswerOf,
  type IdempotencyRecord,
  type IdempotencyRequest,
  type StoredAnswer,
} from './records.js';
export { IdempotencyModule } from './idempotency.module.js';
export { IDEMPOTENCY_ENTITIES } from './idempotency.row.js';
