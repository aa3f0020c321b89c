import { ms } from './dispute.sql.words.js';

/* What the desk has asked and proposed and what was appealed, with its words, for the one reading of a dispute (`d`). */

const TEXT_OF = (row: string): string => `(SELECT t.text FROM event_text t WHERE t.dispute_id = ${row}.dispute_id AND t.seq = ${row}.seq AND t.field = 'text')`;

const ANSWERS = `(SELECT json_agg(json_build_object('by', a.party, 'text', ${TEXT_OF('a')}, 'evidenceIds', a.evidence_ids, 'at', ${ms('a.created_at')}))
      FROM information_answer a WHERE a.request_id = r.id)`;

const REQUESTS = `(SELECT json_agg(json_build_object('id', r.id, 'addressees', r.addressees, 'status', r.status, 'document', r.document,
      'answers', ${ANSWERS}, 'createdAt', ${ms('r.created_at')})) FROM information_request r WHERE r.dispute_id = d.id)`;

const SETTLEMENTS = `(SELECT json_agg(json_build_object('id', s.id, 'kind', s.kind, 'amount', s.amount, 'status', s.status,
      'text', ${TEXT_OF('s')}, 'acceptedBy', s.accepted_by, 'createdAt', ${ms('s.created_at')})) FROM settlement s WHERE s.dispute_id = d.id)`;

const APPEALS = `(SELECT json_agg(json_build_object('id', p.id, 'by', p.by, 'ground', p.ground, 'text', ${TEXT_OF('p')},
      'evidenceIds', p.evidence_ids, 'status', p.status, 'createdAt', ${ms('p.created_at')})) FROM appeal p WHERE p.dispute_id = d.id)`;

/** Null where no desk has seen the dispute yet: while the parties negotiate nothing of it is looked for. A reopened one has been elsewhere. */
export const DESK = `CASE WHEN d.stage NOT IN ('draft', 'opened', 'negotiation') OR (d.facts ->> 'reopened')::boolean
    THEN json_build_object('informationRequests', ${REQUESTS}, 'settlements', ${SETTLEMENTS}, 'appeals', ${APPEALS}) END`;
