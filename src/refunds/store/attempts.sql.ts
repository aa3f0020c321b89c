/** Longer than any call may take; a dead process's attempt is taken up again after it, under the same key. Real time. */
const LEASE = `interval '30 seconds'`;
/** A call that takes longer is waiting for a stalled provider: the sandbox clock, patient for 10 s, does not wait for it. */
const STALLED = `interval '8 seconds'`;

/**
 * What can be done at the provider now and is not finished, one call per refund. $1 the gateway's key lifetime in
 * milliseconds, $2 its name: a key belongs to the gateway it was first sent through, another one would not know it.
 *
 * The first sending of a key is the row (key, 0, 'send'); whoever inserts it decides. A dispute that is suspended before
 * gets a *withheld* row there: never sent, so certainly unpaid, and no process can send that key any more. Later calls
 * ask, once per turn that the law gives (`refund.asks`); a key that the provider does not know is sent again, the same
 * one, while the provider would still recognise it. While suspended nothing is sent.
 */
const OPEN = `
  SELECT r.id AS refund_id, r.key_no, slot.ask_no, slot.kind, slot.withheld, r.requested_at, r.dispute_id, d.order_id,
    r.amount, r.currency, sent.started_at AS first_sent_at, a.leased_until
  FROM refund r
  JOIN dispute d ON d.id = r.dispute_id
  LEFT JOIN refund_attempt sent ON sent.refund_id = r.id AND sent.key_no = r.key_no AND sent.ask_no = 0 AND sent.kind = 'send'
  LEFT JOIN refund_attempt asked ON asked.refund_id = r.id AND asked.key_no = r.key_no AND asked.ask_no = r.asks AND asked.kind = 'ask'
  CROSS JOIN LATERAL (SELECT
    coalesce(sent.withheld, d.state = 'suspended') AS withheld,
    CASE WHEN sent.refund_id IS NULL OR sent.withheld THEN 0 ELSE r.asks END AS ask_no,
    CASE WHEN sent.refund_id IS NULL OR sent.withheld THEN 'send'
      WHEN d.state <> 'suspended' AND (r.asks = 0 OR asked.outcome = 'unknown_key')
        AND sent.started_at > parley_now() - $1::bigint * interval '1 millisecond' THEN 'send'
      ELSE 'ask' END AS kind) slot
  LEFT JOIN refund_attempt a ON a.refund_id = r.id AND a.key_no = r.key_no AND a.ask_no = slot.ask_no AND a.kind = slot.kind
  WHERE r.status IN ('pending', 'unknown') AND a.finished_at IS NULL
    AND (sent.gateway IS NULL OR sent.gateway = $2::text)
    AND (slot.ask_no > 0 OR sent.finished_at IS NULL)
    AND (d.state <> 'suspended' OR r.asks > 0 OR sent.withheld)`;

/** Two processes may see the same call as open: the row they both want to write lets one of them through. */
export const CLAIM_ATTEMPTS = `
  WITH open AS (${OPEN} AND (a.leased_until IS NULL OR a.leased_until < clock_timestamp())
    ORDER BY r.requested_at LIMIT $3 FOR UPDATE OF r SKIP LOCKED),
  claimed AS (
    INSERT INTO refund_attempt AS x (refund_id, key_no, ask_no, kind, withheld, gateway, started_at, leased_until)
    SELECT refund_id, key_no, ask_no, kind, withheld, $2::text, parley_now(), clock_timestamp() + ${LEASE} FROM open
    ON CONFLICT ON CONSTRAINT refund_attempt_pk DO UPDATE SET leased_until = EXCLUDED.leased_until
      WHERE x.finished_at IS NULL AND x.leased_until < clock_timestamp() AND x.withheld = EXCLUDED.withheld
    RETURNING refund_id, key_no, ask_no, kind)
  SELECT o.refund_id AS "refundId", o.dispute_id AS "disputeId", o.order_id AS "orderId", o.amount, o.currency, o.key_no AS "keyNo",
    o.ask_no AS "askNo", o.kind, o.withheld, o.first_sent_at AS "firstSentAt", parley_now() AS now
  FROM open o JOIN claimed USING (refund_id, key_no, ask_no, kind)`;

export const FINISH_ATTEMPT = `
  UPDATE refund_attempt SET finished_at = parley_now(), outcome = $5, provider_reference = $6, failure = $7
  WHERE refund_id = $1 AND key_no = $2 AND ask_no = $3 AND kind = $4 AND finished_at IS NULL`;

/** Calls that wait to be made, or are being made by somebody who is not merely waiting for a stalled provider. */
export const COUNT_OPEN = `
  SELECT count(*) AS open FROM (${OPEN}) o
  WHERE o.leased_until IS NULL OR o.leased_until < clock_timestamp() OR o.leased_until > clock_timestamp() + ${LEASE} - ${STALLED}`;
