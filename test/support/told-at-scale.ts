import pg from 'pg';
import { copy, patternOf } from '../../bench/copies.mjs';
import { FIRST } from '../../bench/names.mjs';
import type { TestApp } from './app.js';
import { openDispute } from './opened.js';

export const EVENTS = 100_000;
/** The model has six events. */
const DISPUTES = Math.ceil(EVENTS / 6);
export const ENDPOINTS = ['we_1', 'we_2', 'we_3', 'we_4', 'we_5'];

const id = (prefix: string, n: string): string => `'${prefix}_' || lpad((${n})::text, 26, '0')`;

/** A house in which much was told already: what is done with stays for its days, and little is due. */
const FILLED = [
  `INSERT INTO event_feed (position, dispute_id, seq, type, buyer_id, seller_id, buyer_sees, seller_sees, staff_sees, marketplace_sees, recorded_at)
   SELECT row_number() OVER (ORDER BY e.seq, e.dispute_id), e.dispute_id, e.seq, e.type, d.buyer_id, d.seller_id, true, e.seq > 3, true, e.seq > 3, now() - interval '5 days'
   FROM dispute_event e JOIN dispute d ON d.id = e.dispute_id ON CONFLICT DO NOTHING`,
  `INSERT INTO arbitrator_conflict (id, arbitrator, party_id, reason, declared_at) SELECT 'coi_' || g, 'h-' || g % 50, 's-' || g, 'They are related.', now() FROM generate_series(1, 5000) g`,
  `INSERT INTO case_recusal (dispute_id, arbitrator, seq, recused_at) SELECT DISTINCT dispute_id, 'h-1', 9, now() FROM event_feed WHERE position <= 5000`,
  `UPDATE feed_head SET position = (SELECT max(position) FROM event_feed), purged_through = 0`,
  `UPDATE mail_head SET position = (SELECT max(position) FROM event_feed) - 40`,
  `INSERT INTO webhook_endpoint (id, url, status, secrets, owner_id, created_at, updated_at, failing_since)
   SELECT 'we_' || g, 'https://' || g, CASE WHEN g <= 5 THEN 'enabled' ELSE 'deleted' END, '[]', 'shop', now(), now(), CASE WHEN g = 2 THEN now() END FROM generate_series(1, 2000) g`,
  `INSERT INTO webhook_message (id, type, dispute_id, position, body, created_at)
   SELECT ${id('evt', 'position')}, CASE WHEN position % 100 = 0 THEN 'offer.made' ELSE 'evidence.added' END, dispute_id, position, repeat('x', 400), now() - (${EVENTS} - position) * interval '20 seconds' FROM event_feed`,
  `INSERT INTO webhook_delivery (id, endpoint_id, message_id, lane, position, status, tries, attempts, created_at, finished_at)
   SELECT ${id('whd', 'f.position')}, 'we_' || f.position % 5 + 1, ${id('evt', 'f.position')}, f.dispute_id, f.position, s.status, 1, 1, now(), CASE WHEN s.status <> 'pending' THEN now() END
   FROM event_feed f CROSS JOIN LATERAL (SELECT CASE WHEN f.position % 400 = 0 THEN 'parked' WHEN f.position > ${EVENTS} - 900 THEN 'pending' ELSE 'delivered' END AS status) s`,
  `INSERT INTO webhook_attempt (delivery_id, no, at, duration_ms, url, status) SELECT id, 1, now(), 40, 'https://shop.example', 200 FROM webhook_delivery`,
  `INSERT INTO webhook_lane (endpoint_id, lane, due_at, arrivals)
   SELECT endpoint_id, lane, CASE WHEN bool_or(status = 'pending') THEN now() - interval '1 second' END, 1 FROM webhook_delivery GROUP BY endpoint_id, lane`,
  `INSERT INTO account_notice (id, kind, recipient_id, details, created_at, sent_at)
   SELECT ${id('nt', 'g')}, 'webhook_disabled', 'shop', '{"url":"https://x","reason":"gone"}', now(), CASE WHEN g > 5 THEN now() END FROM generate_series(1, 5000) g`,
  `INSERT INTO mail (id, kind, template, lang, dispute_id, number, event_seq, recipient_id, recipient_role, mandatory, subject, html, plain, created_at, not_before, status, sent_at)
   SELECT ${id('ml', 'f.position')}, 'event', 'message_received', 'en', f.dispute_id, 'D-1', f.seq, f.seller_id, 'seller', false, 's', repeat('h', 200), 'p', now() - interval '1 day',
     now() - interval '1 day', s.status, CASE WHEN s.status = 'sent' THEN now() END
   FROM event_feed f CROSS JOIN LATERAL (SELECT CASE WHEN f.position % 500 = 0 THEN 'parked' WHEN f.position % 500 = 1 THEN 'waiting' ELSE 'sent' END AS status) s ON CONFLICT DO NOTHING`,
  `INSERT INTO mail_gathered (dispute_id, recipient_role, actor_role, position, seq, template, due_at)
   SELECT dispute_id, 'seller', 'buyer', position, seq, 'evidence_added', now() + (position - ${DISPUTES} - 20) * interval '1 minute' FROM event_feed WHERE seq = 2`,
  `INSERT INTO mail_desk_item (position, template, dispute_id, number, due_at) SELECT position, 'case_waiting', dispute_id, 'D-1', now() + (position - 201) * interval '1 minute' FROM event_feed WHERE position <= 20000`,
  `INSERT INTO event_text (dispute_id, seq, field, text, salt) SELECT dispute_id, seq, 'text', 'It hums.', 's' FROM event_feed WHERE seq = 4`,
  `INSERT INTO notice (id, kind, dispute_id, recipient_id, recipient_role, deadline_kind, due_at, moment, created_at, mailed)
   SELECT ${id('nt', '900000 + position')}, 'reminder', dispute_id, seller_id, 'seller', 'sellerResponse', now(), now() + seq * interval '1 second', now(), position % 2000 <> 0 FROM event_feed ON CONFLICT DO NOTHING`,
  `INSERT INTO notification_preference (account_id, channel, muted, updated_at) SELECT 'somebody-' || g, 'email', '{message_received}', now() FROM generate_series(1, 20000) g`,
];

/** Fills the database of an application with what a large house has told. Keys are not looked up: all rows are copies of sound ones. */
export async function fillWithTold(parley: TestApp): Promise<void> {
  const { scene, buyer, seller } = await openDispute(parley);
  await buyer.says('It hums.');
  await seller.offers(60, 'For a new shade.');
  const client = new pg.Client({ connectionString: parley.database.url, options: '-c session_replication_role=replica -c synchronous_commit=off' });
  await client.connect();
  await copy(client, await patternOf(client, scene.disputeId!, 'api'), FIRST, DISPUTES);
  for (const statement of FILLED) await client.query(statement);
  await client.query('VACUUM ANALYZE');
  await client.end();
}
