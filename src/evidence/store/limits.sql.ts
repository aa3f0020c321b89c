/** What one party has shown of what it may. $1 dispute, $2 who asks: a seller unless they are the buyer. */
export const READ_USED = `
  SELECT d.state, d.buyer_id AS "buyerId", d.seller_id AS "sellerId", d.policy, d.facts, used.pieces, used.bytes, used.at_stage AS "atStage"
  FROM dispute d CROSS JOIN LATERAL (
    SELECT count(*)::integer AS pieces, coalesce(sum(e.size) FILTER (WHERE e.status NOT IN ('rejected', 'erased')), 0)::bigint AS bytes,
      (count(*) FILTER (WHERE e.stage = split_part(d.state, '.', 1)))::integer AS at_stage
    FROM evidence e WHERE e.dispute_id = d.id AND e.party = CASE WHEN d.buyer_id = $2 THEN 'buyer' ELSE 'seller' END) AS used
  WHERE d.id = $1`;
