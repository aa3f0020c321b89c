import { TEXTS_OF_EVENT } from './dispute.read.sql.js';
import { ms } from './dispute.sql.words.js';

/** Who may see an entry: $2 are the audiences of the reader, $3 the reader's account, which sees what it wrote. */
const VISIBLE = (author: string): string => `(audience = ANY($2::text[]) OR ${author} ->> 'id' = $3)`;

/** $4 the sequence number after which to go on, $5 how many. */
export const TIMELINE = `
  SELECT e.id, e.seq, e.type, e.actor, e.from_state AS "fromState", e.to_state AS "toState", e.audience, e.input,
    ${ms('e.occurred_at')} AS at, ${TEXTS_OF_EVENT} AS texts
  FROM dispute_event e WHERE e.dispute_id = $1 AND e.seq > $4::integer AND ${VISIBLE('e.actor')}
  ORDER BY e.seq LIMIT $5`;

/** Newest first. $4 the id before which to go on, or null; $5 how many; $6 the piece they are about, or null for all. */
export const MESSAGES = `
  SELECT m.id, m.seq, m.author, m.audience, m.text, m.evidence_ids AS "evidenceIds", m.anchor, ${ms('m.created_at')} AS "createdAt"
  FROM message m WHERE m.dispute_id = $1 AND ($4::text IS NULL OR m.id < $4::text) AND ${VISIBLE('m.author')}
    AND ($6::text IS NULL OR m.anchor ->> 'evidenceId' = $6::text)
  ORDER BY m.id DESC LIMIT $5`;

export const CHAIN = `
  SELECT e.seq, e.type, e.actor, e.from_state AS "fromState", e.to_state AS "toState", e.audience, e.input,
    e.law_version AS "lawVersion", e.policy, e.canonical, e.prev_hash AS "prevHash", e.hash, ${ms('e.occurred_at')} AS at
  FROM dispute_event e WHERE e.dispute_id = $1 ORDER BY e.seq`;

/** The steps from state to state, without what happened in between. */
export const WAY = `
  SELECT e.from_state AS "fromState", e.to_state AS "toState"
  FROM dispute_event e WHERE e.dispute_id = $1 AND e.from_state IS DISTINCT FROM e.to_state ORDER BY e.seq`;
