import { readWithin, type Piece } from '../../disputes/index.js';
import { IDEMPOTENCY_READ } from '../../foundation/idempotency/index.js';
import { MAY_JUDGE, onTheWay } from './case-queue.sql.js';
import { countHeldBy } from './held.sql.js';

/** Longer than a command may take with all its tries; a process that died leaves its turn for this long. Real time. */
const LEASE = `interval '20 seconds'`;

/**
 * Nobody was taking it when the statement began, nor is anybody now: the function looks with a snapshot of its own, and only
 * where the first look found nobody. A guess that spares tries; who gets the case is decided on the dispute's row.
 */
const IS_FREE = `NOT EXISTS (SELECT FROM case_taking t WHERE t.dispute_id = q.dispute_id AND t.leased_until > clock_timestamp())
      AND NOT case_is_being_taken(q.dispute_id)`;

const MOST_URGENT = `SELECT q.dispute_id FROM case_queue q
    WHERE q.holder IS NULL AND q.dispute_id <> ALL ($5::text[]) AND ${onTheWay(MAY_JUDGE, IS_FREE)} AND (SELECT n FROM held) < $2::integer
    ORDER BY q.rank, q.due_at, q.dispute_id LIMIT 1 FOR NO KEY UPDATE OF q SKIP LOCKED`;

const THE_ONE = `SELECT $5::text AS dispute_id FROM held WHERE n < $2::integer`;

/**
 * Commits without waiting for the disk. A turn is only a lease: a server that falls and forgets it has also ended whoever
 * had it, and the case is theirs by the decision, which does wait.
 */
const QUICKLY = `set_config('synchronous_commit', 'off', true) IS NOT NULL`;

/** Null where the case is not at the desk: then the law says what is wrong. */
const MAY_TAKE_THE_ONE = `(SELECT ${MAY_JUDGE} FROM case_queue q WHERE q.dispute_id = $5)`;

/**
 * One arbitrator takes one case at a time, whichever process serves them: that is what makes the count of held cases
 * hold until the case is theirs. The turn is the number that was seen in the same moment as the count; whoever finished
 * a turn meanwhile has raised it, and then this one has to look again. $1 arbitrator, $2 the most they may hold,
 * $3 and $4 caller and idempotency key, $5 the case, or for the most urgent one those that were tried already. Whoever gets
 * their turn decides next, so the case is read in the same round trip.
 */
const turnFor = (wanted: string, mayTake: string): string => `
  WITH seen AS (SELECT turn FROM case_taking WHERE arbitrator = $1),
    held AS (SELECT ${countHeldBy('$1')} AS n),
    wanted AS MATERIALIZED (${wanted}),
    mine AS (INSERT INTO case_taking AS t (arbitrator, turn, dispute_id, leased_until)
      SELECT $1, 1, w.dispute_id, clock_timestamp() + ${LEASE} FROM wanted w WHERE ${QUICKLY}
      ON CONFLICT (arbitrator) DO UPDATE SET turn = t.turn + 1, dispute_id = EXCLUDED.dispute_id, leased_until = EXCLUDED.leased_until
        WHERE (t.leased_until IS NULL OR t.leased_until < clock_timestamp()) AND t.turn = (SELECT turn FROM seen)
      RETURNING turn)
  SELECT (SELECT n FROM held) AS held, (SELECT dispute_id FROM wanted) AS "disputeId", (SELECT turn FROM mine) AS turn,
    ${mayTake} AS "mayTake", ${IDEMPOTENCY_READ(3, 4)} AS known,
    ${readWithin('(SELECT dispute_id FROM wanted)', '$1')} AS dispute`;

export const TURN_FOR_NEXT = turnFor(MOST_URGENT, 'true');
export const TURN_FOR_ONE = turnFor(THE_ONE, MAY_TAKE_THE_ONE);

const ENDED = 'turn = x.turn + 1, dispute_id = NULL, leased_until = NULL';

/** Ends a turn in which nothing was taken, unless its lease ran out and somebody else has it by now. */
export const END_TURN = `
  UPDATE case_taking x SET ${ENDED}
  WHERE x.arbitrator = $1 AND x.turn = $2 AND ${QUICKLY}`;

/**
 * Ends a turn with the decision that makes the case theirs: after it the count is one more. Reads FROM cq, the case's row, so that
 * the two rows are locked in the order in which turns are given. A turn whose lease ran out is somebody else's by now and stays so.
 */
export const turnEnded = (arbitrator: string, turn: number): Piece => ({
  name: 'te',
  sql: (at) => `UPDATE case_taking x SET ${ENDED} FROM cq WHERE x.arbitrator = ${at(0)} AND x.turn = ${at(1)}::bigint`,
  params: [arbitrator, turn],
});
