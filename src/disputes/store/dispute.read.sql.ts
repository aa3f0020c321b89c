import { IDEMPOTENCY_READ } from '../../foundation/idempotency/index.js';
import { ORDER_FACTS_SQL, OTHER_DISPUTES_SQL } from '../../orders/index.js';
import { DESK } from './desk.read.sql.js';
import { ms } from './dispute.sql.words.js';
import { UNREAD, WAIT } from './talk.read.sql.js';

const DEADLINES = `(SELECT json_agg(json_build_object('kind', kind, 'awaiting', awaiting, 'armedAt', ${ms('armed_at')},
      'dueAt', ${ms('due_at')}, 'pausedLeft', paused_left, 'duration', duration))
    FROM deadline WHERE dispute_id = d.id)`;

/** A view shows the newest fifty; nobody negotiates longer, and an answer must stay small. */
const OFFERS = `(SELECT json_agg(o) FROM (
      SELECT id, by, kind, amount, status, message, ${ms('created_at')} AS "createdAt"
      FROM offer WHERE dispute_id = d.id ORDER BY id DESC LIMIT 50) o)`;

const RULINGS = `(SELECT json_agg(json_build_object('id', id, 'status', status, 'document', document, 'sha256', sha256,
      'createdAt', ${ms('created_at')}))
    FROM ruling WHERE dispute_id = d.id)`;

const REFUND = `(SELECT json_build_object('id', id, 'amount', amount, 'status', status, 'keyNo', key_no,
      'providerReference', provider_reference, 'requestedAt', ${ms('requested_at')}, 'settledAt', ${ms('settled_at')})
    FROM refund WHERE dispute_id = d.id)`;

/** The free texts that were said with an event, by field. They stand outside the chain and may have been erased. */
export const TEXTS_OF_EVENT = `(SELECT json_object_agg(t.field, t.text) FROM event_text t WHERE t.dispute_id = e.dispute_id AND t.seq = e.seq)`;

const RECENT = `(SELECT json_agg(json_build_object('id', id, 'seq', seq, 'type', type, 'actor', actor, 'fromState', from_state,
      'toState', to_state, 'version', version, 'audience', audience, 'input', input, 'at', ${ms('e.occurred_at')}, 'texts', ${TEXTS_OF_EVENT}))
    FROM dispute_event e WHERE e.dispute_id = d.id AND e.seq > d.seq - $5::integer)`;

const COLUMNS = `d.id, d.number, d.order_id AS "orderId", d.buyer_id AS "buyerId", d.seller_id AS "sellerId", d.currency, d.state,
    d.policy, d.seq, d.version, d.chain_head AS "chainHead", d.facts, d.statement, ${ms('d.created_at')} AS "createdAt",
    ${ms('d.updated_at')} AS "updatedAt"`;

/** What an id names: the dispute itself, or a part of it, which finds the dispute it belongs to. */
export type Named = 'dispute' | 'ruling' | 'informationRequest';

const WHERE: Readonly<Record<Named, string>> = {
  dispute: '$1',
  ruling: '(SELECT dispute_id FROM ruling WHERE id = $1)',
  informationRequest: '(SELECT dispute_id FROM information_request WHERE id = $1)',
};

/** What everybody needs who decides on a dispute or sees it; put into order afterwards, where a handful costs nothing. `reader` is SQL: who reads, or null. */
const reading = (reader: string): string => `${COLUMNS}, ${ms('parley_now()')} AS now,
    ${DEADLINES} AS deadlines, ${OFFERS} AS offers, ${RULINGS} AS rulings, ${REFUND} AS refund, ${DESK} AS desk, ${UNREAD(reader)} AS unread`;

/** What the order says, where it is wanted; a draft's only question is whether it may open. `wanted` is SQL. */
const ordered = (wanted: string): string => `CASE WHEN ${wanted} THEN ${ORDER_FACTS_SQL('d.order_id')} END AS "order",
    CASE WHEN ${wanted} THEN ${OTHER_DISPUTES_SQL('d.order_id')} END AS others`;

/**
 * Everything a decision or a view needs, in one round trip. $1 what is named, $2 and $3 caller and idempotency key (or null), $4 whether
 * the order is needed (always given for a draft, whose only question is whether it may open), $5 how many of the last events, $6 who reads (or null).
 */
export const readStatement = (named: Named): string => `
  SELECT ${reading('$6::text')}, ${WAIT('$6::text')} AS wait, ${IDEMPOTENCY_READ(2, 3)} AS known,
    CASE WHEN $5::integer > 0 THEN ${RECENT} END AS recent,
    ${ordered(`$4 OR d.state = 'draft'`)}
  FROM dispute d WHERE d.id = ${WHERE[named]}`;

/** Whatever is not read because merely preparing to do so takes time. */
const FOR_THE_DESK = 'NULL AS wait, NULL AS "order", NULL AS others';
const forEverybody = (reader: string): string => `${WAIT(reader)} AS wait, ${ordered(`d.state = 'draft'`)}`;

/**
 * A dispute as one JSON value, for a statement that has just found out which one is meant: `id` and `reader` are SQL of that
 * statement. Without what only timelines are told, and for the desk without what only parties and drafts are told.
 */
export const readWithin = (id: string, reader: string, whose: 'the desk' | 'everybody' = 'the desk'): string =>
  `(SELECT row_to_json(c) FROM (SELECT ${reading(reader)}, NULL AS recent, ${whose === 'the desk' ? FOR_THE_DESK : forEverybody(reader)} FROM dispute d WHERE d.id = ${id}) c)`;

export const READ_DISPUTE = readStatement('dispute');

/** What starting a draft needs: the order, the time, the next number and whether this very request was answered before. */
export const READ_BEGINNING = `
  SELECT ${ms('parley_now()')} AS now, nextval('dispute_number') AS number, ${IDEMPOTENCY_READ(2, 3)} AS known,
    ${ORDER_FACTS_SQL('$1')} AS "order"`;
