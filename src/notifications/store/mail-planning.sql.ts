const ms = (time: string): string => `(extract(epoch FROM ${time}) * 1000)::bigint`;

/** What was said with an event in words that a letter may repeat; addresses of people are not among them. */
const SAID = `coalesce(
    (SELECT m.text FROM message m WHERE m.dispute_id = e.dispute_id AND m.seq = e.seq),
    CASE WHEN e.type IN ('sellerOffered', 'buyerOffered') THEN (SELECT o.message FROM offer o WHERE o.id = e.input ->> 'offerId') END,
    (SELECT t.text FROM event_text t WHERE t.dispute_id = e.dispute_id AND t.seq = e.seq AND t.field IN ('text', 'message')
     ORDER BY t.field DESC LIMIT 1))`;

const MUTED = (account: string): string =>
  `coalesce((SELECT muted FROM notification_preference p WHERE p.account_id = ${account} AND p.channel = 'email'), '{}')`;

/** How to address both sides; an address itself is read only when a letter is sent. */
const CONTACTS = `o.buyer_locale AS "buyerLocale", o.seller_locale AS "sellerLocale", o.buyer_time_zone AS "buyerTimeZone",
    o.seller_time_zone AS "sellerTimeZone", o.buyer_email IS NOT NULL AS "buyerHasEmail", o.seller_email IS NOT NULL AS "sellerHasEmail",
    ${MUTED('d.buyer_id')} AS "buyerMuted", ${MUTED('d.seller_id')} AS "sellerMuted"`;

/** An event with who may see it and how to address both sides. */
const EVENT = `e.dispute_id AS "disputeId", e.seq, e.type, e.actor, e.from_state AS "fromState", e.to_state AS "toState", e.input,
    ${ms('e.occurred_at')} AS at, f.buyer_sees AS buyer, f.seller_sees AS seller, f.staff_sees AS staff, d.number, d.buyer_id AS "buyerId",
    d.seller_id AS "sellerId", ${SAID} AS said, ${CONTACTS}`;
const OF_EVENT = `JOIN dispute_event e ON e.dispute_id = f.dispute_id AND e.seq = f.seq
  JOIN dispute d ON d.id = f.dispute_id
  JOIN order_snapshot o ON o.order_id = d.order_id`;

/** Small: each letter takes a few milliseconds to write. A number in the text, because a plan for any limit would read whole tables. */
const EVENTS_AT_ONCE = 25;

/** The next events of the feed that letters have not been thought of. */
export const READ_FEED = `
  SELECT h.position AS head, f.position, ${EVENT}
  FROM mail_head h
  CROSS JOIN LATERAL (SELECT * FROM event_feed n WHERE n.position > h.position ORDER BY n.position LIMIT ${EVENTS_AT_ONCE}) f
  ${OF_EVENT}
  WHERE h.name = 'feed'
  ORDER BY f.position`;

/** Reminders that no letter was written of yet. $1 how many. */
export const READ_NOTICES = `
  SELECT n.id, n.dispute_id AS "disputeId", n.recipient_role AS role, n.deadline_kind AS "deadlineKind", ${ms('n.due_at')} AS "dueAt",
    ${ms('n.moment')} AS at, d.state = 'discarded' AS "isGone", d.number, d.buyer_id AS "buyerId", d.seller_id AS "sellerId", ${CONTACTS}
  FROM notice n JOIN dispute d ON d.id = n.dispute_id JOIN order_snapshot o ON o.order_id = d.order_id
  WHERE NOT n.mailed ORDER BY n.id LIMIT $1`;

/** The titles of the lines a claim is about. $1 the order, $2 the lines. */
export const READ_TITLES = `SELECT title FROM order_line WHERE order_id = $1 AND line_id = ANY($2::text[]) ORDER BY line_id`;

export const MAIL_COLUMNS = `id, kind, template, lang, dispute_id, number, event_seq, recipient_id, recipient_role, mandatory, subject, html, plain,
    deadline_kind, due_at, created_at, not_before, reply_audience, endpoint_id`;

export const WRITTEN = (list: string): string => `
      SELECT w.id, w.kind, w.template, w.lang, w."disputeId", w.number, w."eventSeq", w."recipientId", w."recipientRole", w.mandatory, w.subject,
        w.html, w.plain, w."deadlineKind", w."dueAt", w.at, w."notBefore", w."replyAudience", w."endpointId"
      FROM jsonb_to_recordset(${list}::jsonb) AS w(id text, kind text, template text, lang text, "disputeId" text, number text,
        "eventSeq" integer, "recipientId" text, "recipientRole" text, mandatory boolean, subject text, html text, plain text,
        "deadlineKind" text, "dueAt" timestamptz, at timestamptz, "notBefore" timestamptz, "replyAudience" text, "endpointId" text, "noticeId" text)`;

/**
 * Keeps the letters and moves on, unless somebody else moved on meanwhile: then nothing happens and no row comes back.
 * $1 the position that was read from, $2 the one read to, $3 the letters, $4 what the desk is told,
 * $5 what waits for more of its kind.
 */
export const WRITE_MAILS = `
  WITH moved AS (UPDATE mail_head SET position = $2 WHERE name = 'feed' AND position = $1 RETURNING position),
    written AS (INSERT INTO mail (${MAIL_COLUMNS}) ${WRITTEN('$3')} CROSS JOIN moved),
    told AS (
      INSERT INTO mail_desk_item (position, template, dispute_id, number, due_at)
      SELECT i.position, i.template, i."disputeId", i.number, i."dueAt"
      FROM jsonb_to_recordset($4::jsonb) AS i(position bigint, template text, "disputeId" text, number text, "dueAt" timestamptz) CROSS JOIN moved),
    gathered AS (
      INSERT INTO mail_gathered (dispute_id, recipient_role, actor_role, position, seq, template, due_at)
      SELECT i."disputeId", i."recipientRole", i."actorRole", i.position, i.seq, i.template, i."dueAt"
      FROM jsonb_to_recordset($5::jsonb) AS i("disputeId" text, "recipientRole" text, "actorRole" text, position bigint, seq integer, template text,
        "dueAt" timestamptz) CROSS JOIN moved)
  SELECT position FROM moved`;

/** Everything that was gathered for the letter whose time came first, the oldest first; no more than one letter can tell of. */
export const READ_GATHERED = `
  SELECT f.position, g."recipientRole", 0 AS head, ${EVENT}
  FROM (SELECT dispute_id, recipient_role, actor_role FROM mail_gathered WHERE due_at <= parley_now() ORDER BY due_at LIMIT 1) due
  CROSS JOIN LATERAL (
    SELECT m.position, m.dispute_id, m.seq, m.recipient_role AS "recipientRole" FROM mail_gathered m
    WHERE m.dispute_id = due.dispute_id AND m.recipient_role = due.recipient_role AND m.actor_role = due.actor_role ORDER BY m.position LIMIT 200) g
  JOIN event_feed f ON f.position = g.position
  ${OF_EVENT}
  ORDER BY g.position`;

/**
 * Keeps the letter and forgets what it tells of, together. Whoever comes second finds some of it gone, and does nothing.
 * $1 the dispute, $2 the reader, $3 who did it, $4 the positions, $5 the letter.
 */
export const WRITE_GATHERED = `
  WITH mine AS (
      SELECT position FROM mail_gathered WHERE dispute_id = $1 AND recipient_role = $2 AND actor_role = $3 AND position = ANY($4::bigint[])
      ORDER BY position FOR UPDATE),
    whole AS (SELECT 1 AS one WHERE (SELECT count(*) FROM mine) = cardinality($4::bigint[])),
    gone AS (
      DELETE FROM mail_gathered g USING mine, whole
      WHERE g.dispute_id = $1 AND g.recipient_role = $2 AND g.actor_role = $3 AND g.position = mine.position RETURNING g.position),
    written AS (INSERT INTO mail (${MAIL_COLUMNS}) ${WRITTEN('$5')} CROSS JOIN whole)
  SELECT position FROM gone`;

/** Keeps reminders' letters, each once, whoever else is at it. $1 the notices, $2 the letters. */
export const WRITE_REMINDERS = `
  WITH mine AS (
      SELECT id FROM notice WHERE id = ANY($1::text[]) AND NOT mailed ORDER BY id FOR UPDATE SKIP LOCKED),
    marked AS (UPDATE notice n SET mailed = true FROM mine WHERE n.id = mine.id RETURNING n.id),
    written AS (INSERT INTO mail (${MAIL_COLUMNS}) ${WRITTEN('$2')} JOIN marked ON marked.id = w."noticeId")
  SELECT id FROM marked`;

/** What the desk has not been told and is due by the law's clock. */
export const READ_DESK = `
  SELECT position, template, dispute_id AS "disputeId", number, ${ms('parley_now()')} AS now FROM mail_desk_item
  WHERE EXISTS (SELECT 1 FROM mail_desk_item WHERE due_at <= parley_now()) ORDER BY position LIMIT 200`;

/**
 * Keeps the desk's summary and forgets what is in it, together. Whoever comes second finds some of it gone, and does
 * nothing: the rest is for the next summary. $1 the positions, $2 the letter.
 */
export const WRITE_DIGEST = `
  WITH mine AS (SELECT position FROM mail_desk_item WHERE position = ANY($1::bigint[]) ORDER BY position FOR UPDATE),
    whole AS (SELECT 1 AS one WHERE (SELECT count(*) FROM mine) = cardinality($1::bigint[])),
    gone AS (DELETE FROM mail_desk_item i USING mine, whole WHERE i.position = mine.position RETURNING i.position),
    written AS (INSERT INTO mail (${MAIL_COLUMNS}) ${WRITTEN('$2')} CROSS JOIN whole)
  SELECT position FROM gone`;

/** What owners of accounts are to be told beside any dispute. $1 how many. */
export const READ_ACCOUNT_NOTICES = `
  SELECT id, recipient_id AS "recipientId", details, ${ms('parley_now()')} AS now FROM account_notice WHERE sent_at IS NULL ORDER BY created_at LIMIT $1`;

/** Keeps their letters, each once. $1 the notices, $2 the letters. */
export const WRITE_ACCOUNT_NOTICES = `
  WITH mine AS (SELECT id FROM account_notice WHERE id = ANY($1::text[]) AND sent_at IS NULL ORDER BY id FOR UPDATE SKIP LOCKED),
    marked AS (UPDATE account_notice a SET sent_at = clock_timestamp() FROM mine WHERE a.id = mine.id RETURNING a.id),
    written AS (INSERT INTO mail (${MAIL_COLUMNS}) ${WRITTEN('$2')} JOIN marked ON marked.id = w."noticeId")
  SELECT id FROM marked`;

/** Everything that is due to be thought of or sent, for whoever waits for it. A letter that a server did not take is not waited for. */
export const COUNT_MAIL_DUE = `
  SELECT (SELECT count(*) FROM (SELECT 1 FROM event_feed WHERE position > (SELECT position FROM mail_head WHERE name = 'feed') LIMIT 100) f)
    + (SELECT count(*) FROM notice WHERE NOT mailed)
    + (SELECT count(*) FROM mail_gathered WHERE due_at <= parley_now())
    + (SELECT count(*) FROM mail_desk_item WHERE due_at <= parley_now())
    + (SELECT count(*) FROM mail WHERE status = 'waiting' AND not_before <= parley_now() AND tries = 0) AS due`;

/** When the next letter that waits for a time may go, or the desk's next summary is due. */
export const NEXT_MAIL = `
  SELECT least((SELECT min(not_before) FROM mail WHERE status = 'waiting' AND tries = 0), (SELECT min(due_at) FROM mail_desk_item),
    (SELECT min(due_at) FROM mail_gathered)) AS at`;
