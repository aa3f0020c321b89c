import { IDEMPOTENCY_INSERT, IDEMPOTENCY_READ, idempotencyPositions } from '../../foundation/idempotency/index.js';

/** $1 and $2 caller and idempotency key. */
export const BEGIN_KEEPING = `SELECT parley_now() AS now, ${IDEMPOTENCY_READ(1, 2)} AS known`;

/** An INSERT that keeps the answer in the same statement; its parameters are followed by those of the answer, from `first` on. */
export const keeping = (insert: string, first: number): string => `
  WITH made AS (${insert} RETURNING id), kept AS (${IDEMPOTENCY_INSERT('made', idempotencyPositions(first))})
  SELECT id FROM made`;
