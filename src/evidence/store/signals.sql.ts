/** Of 64 bits; pictures that only were made smaller, compressed again or brightened differ in fewer. */
const MOST_DIFFERENT_BITS = 7;
const MOST_TWINS = 20;

/** Written with the try that is kept. $1 piece, $5 hash, $6 claims, $7 distance, $8 looks, $9 their parts. */
export const FACTS = `INSERT INTO evidence_facts (evidence_id, sha256, claims, distance, looks, looks_parts)
    SELECT id, $5, $6, $7, $8, $9 FROM done
    ON CONFLICT (evidence_id) DO UPDATE SET claims = EXCLUDED.claims, distance = EXCLUDED.distance, looks = EXCLUDED.looks, looks_parts = EXCLUDED.looks_parts`;

/** Each part as it is and with each of its bits turned: where all four differ in two bits or more, eight differ. */
const PROBES = `SELECT p.place, p.part # flip.bit AS part FROM this, unnest(this.looks_parts) WITH ORDINALITY AS p (part, place),
      (SELECT 0 UNION ALL SELECT 1 << n FROM generate_series(0, 15) AS n) AS flip (bit)`;

/** One index for each place. */
const NEAR = [1, 2, 3, 4].map((place) =>
  `SELECT o.evidence_id FROM probe JOIN evidence_facts o ON o.looks_parts[${place}] = probe.part WHERE probe.place = ${place}`).join('\n    UNION ');

const TWIN = `SELECT o.evidence_id AS "evidenceId", t.dispute_id AS "disputeId", o.sha256 = this.sha256 AS "isSame",
        bit_count((o.looks # this.looks)::bit(64))::integer AS bits
      FROM this, evidence_facts o JOIN evidence t ON t.id = o.evidence_id JOIN dispute d ON d.id = t.dispute_id`;

/** Shown by somebody in another dispute: a draft, and what is held back until an answer, is its owner's alone. */
const SHOWN_ELSEWHERE = `t.dispute_id <> this.dispute_id AND t.status = 'available' AND t.erasure_granted_at IS NULL AND EXISTS (
        SELECT 1 FROM jsonb_array_elements(d.facts -> 'evidence') AS x WHERE x ->> 'id' = t.id AND x ->> 'sealedAt' IS NOT NULL)`;

/** What is known of a piece, and pieces of other disputes like it, whichever came first. $1 piece. */
export const READ_SIGNALS = `
  WITH this AS MATERIALIZED (SELECT f.claims, f.distance, f.sha256, f.looks, f.looks_parts, e.dispute_id, e.details
    FROM evidence_facts f JOIN evidence e ON e.id = f.evidence_id WHERE f.evidence_id = $1),
  probe AS MATERIALIZED (${PROBES}),
  near AS MATERIALIZED (${NEAR}),
  twin AS (
    (${TWIN} WHERE o.sha256 = this.sha256 AND ${SHOWN_ELSEWHERE} LIMIT ${MOST_TWINS})
    UNION ALL
    (${TWIN} JOIN near ON near.evidence_id = o.evidence_id WHERE o.sha256 <> this.sha256
        AND bit_count((o.looks # this.looks)::bit(64)) <= ${MOST_DIFFERENT_BITS} AND ${SHOWN_ELSEWHERE} ORDER BY bits LIMIT ${MOST_TWINS}))
  SELECT this.claims, this.distance, this.details,
    (SELECT json_agg(twin ORDER BY twin."isSame" DESC, twin.bits, twin."evidenceId") FROM twin) AS twins
  FROM this`;
